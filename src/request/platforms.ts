import { platformName } from '../dockerfile/index.js'

/** Platforms to build for, each once, as BuildKit calls them. Throws a GateError (usage) that quotes what is none. */
export function readPlatforms(items: readonly string[]): readonly string[] {
  return [...new Set(items.map((item) => platformName(item.trim())))]
}
