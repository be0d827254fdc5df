import type { Node } from 'yaml'
import { LIMIT_NAMES, type LimitName } from '../policy/limit.js'
import { didYouMean } from '../nearest.js'
import { ConfigNodes } from './config-node.js'
import type { RuleSettings } from '../findings/rule-settings.js'
import { readFindings } from './finding-settings.js'
import { INPUT_NAMES, inputSpec, isInputName, type InputName } from './inputs.js'
import { collect, quote, type Problem } from './problem.js'
import { notYet } from './read-inputs.js'
import type { ImageSettings, Settings } from './settings.js'
import { readValue } from './value.js'

/** A config file, typed, and everything that is wrong with it. */
export interface ConfigFile {
  readonly defaults: Settings
  /** For every image, rule by rule. */
  readonly findings: RuleSettings
  /** In the file's order; null where the file names no images. */
  readonly images: ReadonlyMap<string, ImageSettings> | null
  readonly problems: readonly Problem[]
}

export const CONFIG_KEYS = ['defaults', 'images'] as const

const LIMITS: ReadonlySet<string> = new Set<string>(LIMIT_NAMES)

/** The keys that `defaults` takes beside `findings`. */
const DEFAULT_INPUT_KEYS: readonly InputName[] = INPUT_NAMES.filter((name) =>
  ['defaults', 'defaults and images'].includes(inputSpec(name).config),
)

/** All keys that `defaults` takes. */
export const DEFAULT_KEYS: readonly string[] = [...DEFAULT_INPUT_KEYS, 'findings']

/** The keys that an image takes beside `limits`, `findings` and `bake`: what is built, not what is allowed. */
export const IMAGE_INPUT_KEYS: readonly InputName[] = INPUT_NAMES.filter(
  (name) => ['images', 'defaults and images'].includes(inputSpec(name).config) && !LIMITS.has(name),
)

/** All keys that an image takes. */
export const IMAGE_KEYS: readonly string[] = [...IMAGE_INPUT_KEYS, 'limits', 'findings', 'bake']

/** Reads the `text` of the config file at `path` (as it is to be named in problems). */
export async function readConfigFile(text: string, path: string): Promise<ConfigFile> {
  // Only runs with a config file pay for the parser.
  const nodes = new ConfigNodes(await import('yaml'), path, text)
  const root = nodes.root()
  let defaults: Defaults = { settings: {}, findings: {} }
  let images: ReadonlyMap<string, ImageSettings> | null = null
  const entries = root === null ? [] : (nodes.entries(root, [], 'a map with `defaults` and `images`') ?? [])
  for (const { key, at, value } of entries) {
    if (key === 'defaults') defaults = readDefaults(nodes, value)
    else if (key === 'images') images = readImages(nodes, value)
    else nodes.problem(at, [key], misplaced(key, CONFIG_KEYS, 'the config file'))
  }
  return { defaults: defaults.settings, findings: defaults.findings, images, problems: nodes.problems }
}

interface Defaults {
  readonly settings: Settings
  readonly findings: RuleSettings
}

function readDefaults(nodes: ConfigNodes, node: Node | null): Defaults {
  let settings: Settings = {}
  let findings: RuleSettings = {}
  for (const { key, at, value } of nodes.entries(node, ['defaults'], 'a map, such as `{ max-size: 200 MB }`') ?? []) {
    const here = ['defaults', key]
    if (key === 'findings') findings = readFindings(nodes, value, here)
    else settings = { ...settings, ...readSetting(nodes, key, at, value, here, DEFAULT_INPUT_KEYS, DEFAULT_KEYS) }
  }
  return { settings, findings }
}

function readImages(nodes: ConfigNodes, node: Node | null): ReadonlyMap<string, ImageSettings> {
  const entries = nodes.entries(node, ['images'], 'a map from names to images') ?? []
  if (nodes.isMap(node) && entries.length === 0) nodes.problem(node, ['images'], 'it names no image.')
  const images = new Map<string, ImageSettings>()
  for (const { key, at, value } of entries) {
    const trouble = nameTrouble(key)
    if (trouble !== null) nodes.problem(at, ['images'], `${quote(key)} cannot name an image: ${trouble}.`)
    images.set(key, readImage(nodes, at, value, ['images', key]))
  }
  return images
}

const MAX_NAME = 100

function nameTrouble(name: string): string | null {
  if (name.trim() === '') return 'it is empty'
  if (name !== name.trim()) return 'it begins or ends with a space'
  if (/[\p{C}\p{Zl}\p{Zp}]/u.test(name)) return 'it holds characters that cannot be printed'
  return name.length > MAX_NAME ? `it has more than ${MAX_NAME} characters` : null
}

function readImage(nodes: ConfigNodes, name: Node | null, node: Node | null, keys: readonly string[]): ImageSettings {
  const places: [string, string][] = []
  let settings: Settings = {}
  let limits: Settings = {}
  let targetLimits: Readonly<Record<string, Settings>> = {}
  let findings: RuleSettings = {}
  for (const { key, at, value } of nodes.entries(node, keys, 'a map, such as `{ context: services/api }`') ?? []) {
    const here = [...keys, key]
    places.push([key, nodes.where(value, here)])
    if (key === 'limits') limits = readSettings(nodes, value, here, LIMIT_NAMES)
    else if (key === 'targets' && nodes.isMap(value)) targetLimits = readTargetLimits(nodes, value, here)
    else if (key === 'findings') findings = readFindings(nodes, value, here)
    else if (key === 'bake') nodes.problem(at, here, notYet('key', key))
    else settings = { ...settings, ...readSetting(nodes, key, at, value, here, IMAGE_INPUT_KEYS, IMAGE_KEYS) }
  }
  return {
    place: nodes.where(name, keys),
    places: Object.fromEntries(places),
    settings: { ...settings, ...limits },
    targetLimits,
    findings,
  }
}

function readTargetLimits(
  nodes: ConfigNodes,
  node: Node | null,
  keys: readonly string[],
): Readonly<Record<string, Settings>> {
  const targets = new Map<string, Settings>()
  for (const { key, at, value } of nodes.entries(node, keys, 'a map from targets to limits') ?? []) {
    const target = key.toLowerCase()
    if (!/^[a-z0-9][a-z0-9_.-]*$/.test(target)) {
      nodes.problem(
        at,
        keys,
        `${quote(key)} is not the name of a stage. A map under \`targets\` sets limits for single stages.`,
      )
    }
    if (targets.has(target)) nodes.problem(at, keys, `${quote(key)} stands here twice; stage names have no case.`)
    targets.set(target, readSettings(nodes, value, [...keys, key], LIMIT_NAMES))
  }
  return Object.fromEntries(targets)
}

function readSettings(
  nodes: ConfigNodes,
  node: Node | null,
  keys: readonly string[],
  allowed: readonly (InputName | LimitName)[],
): Settings {
  let settings: Settings = {}
  for (const { key, at, value } of nodes.entries(node, keys, 'a map, such as `{ max-size: 200 MB }`') ?? []) {
    settings = { ...settings, ...readSetting(nodes, key, at, value, [...keys, key], allowed, allowed) }
  }
  return settings
}

function readSetting(
  nodes: ConfigNodes,
  key: string,
  at: Node | null,
  value: Node | null,
  keys: readonly string[],
  allowed: readonly InputName[],
  named: readonly string[],
): Settings {
  if (!isInputName(key) || !allowed.includes(key)) {
    nodes.problem(at, keys, misplaced(key, named, keys.slice(0, -1).join('.')))
    return {}
  }
  const spec = inputSpec(key)
  if (spec.come === false) {
    nodes.problem(at, keys, notYet('key', key))
    return {}
  }
  const written = nodes.written(value, keys)
  if (written === null) return {}
  if (spec.kind === 'boolean' && !nodes.isBoolean(value)) {
    const shown = typeof written === 'string' ? quote(written) : 'this'
    nodes.problem(value, keys, `${shown} is neither true nor false. Write \`true\` or \`false\`, without quotes.`)
    return {}
  }
  const read = collect(nodes.problems, nodes.where(value, keys), () => readValue(key, written))
  return read === undefined ? {} : { [key]: read }
}

/** What to say of a key that does not belong where it stands. */
function misplaced(key: string, allowed: readonly string[], place: string): string {
  const known = `${place} does not take the key ${quote(key)}.`
  if (key === 'findings') return `${known} It stands under \`defaults\` or under an image.`
  if (key === 'limits' && place === 'defaults') return `${known} Write the limits directly under \`defaults\`.`
  if (!isInputName(key))
    return `${known}${didYouMean(key, allowed) || ` It takes ${allowed.map((name) => `\`${name}\``).join(', ')}.`}`
  if (key === 'secrets')
    return `${known} A value that nobody should read does not belong in a file: write \`secret-envs\` or \`secret-files\`.`
  if (inputSpec(key).kind === 'ignored') return `${known} Nothing is pushed here; take it away.`
  if (LIMITS.has(key)) return `${known} Limits stand under \`defaults\`, or under \`limits\` of an image.`
  switch (inputSpec(key).config) {
    case 'nowhere':
      return `${known} It is an input of the workflow only.`
    case 'defaults':
      return `${known} It stands under \`defaults\`.`
    case 'images':
      return `${known} It stands under an image.`
    case 'defaults and images':
      return `${known} It stands under \`defaults\` or under an image.`
  }
}
