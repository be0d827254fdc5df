import { baseName } from '../../posix-path.js'

/** The words of a command, as a shell would have them or as the elements of a list; nothing is expanded. */
export function commandWords(command: string): readonly string[] {
  return command.split(/[\s;&|()"'`<>=[\],{}]+/).filter((word) => word !== '')
}

/**
 * The names that a command mentions, as programs or as anything else: the last part of each word's path, also without a
 * version at its end (`/usr/bin/gcc-12`: `gcc-12`, `gcc`).
 */
export function commandNames(command: string): ReadonlySet<string> {
  const names = commandWords(command).map((word) => baseName(word))
  return new Set([...names, ...names.map((name) => name.replace(/-?\d[\d.]*$/, ''))])
}
