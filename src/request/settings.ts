import type { RuleSettings } from '../findings/rule-settings.js'
import type { Growth, Share } from '../policy/limit.js'
import type { INPUTS, InputName } from './inputs.js'
import type { TargetSelection } from './request.js'

/** Build arguments by name; a null takes its value from the environment. */
export type Pairs = Readonly<Record<string, string | null>>

/** What `NAME=VALUE` says, by name. */
export type Named = Readonly<Record<string, string>>

/** What each kind of input is read into. */
export interface KindValues {
  readonly text: string
  readonly path: string
  readonly command: string
  readonly list: readonly string[]
  readonly lines: readonly string[]
  readonly pairs: Pairs
  readonly named: Named
  readonly secrets: Named
  readonly targets: TargetSelection
  readonly platforms: readonly string[]
  readonly boolean: boolean
  readonly choice: string
  /** Bytes. */
  readonly size: number
  readonly growth: Growth
  readonly share: Share
  readonly count: number
  /** Whatever was written. */
  readonly ignored: true
}

type ValueOf<N extends InputName> = (typeof INPUTS)[N] extends { readonly choices: readonly (infer Choice)[] }
  ? Choice
  : KindValues[(typeof INPUTS)[N]['kind']]

/** Inputs that were given, typed. */
export type Settings = { readonly [N in InputName]?: ValueOf<N> }

/** What an image of the config file says of itself. */
export interface ImageSettings {
  /** Its place in the file, as problems name it, and that of each of its keys. */
  readonly place: string
  readonly places: Readonly<Record<string, string>>
  readonly settings: Settings
  readonly targetLimits: Readonly<Record<string, Settings>>
  readonly findings: RuleSettings
}

/** Inputs that are laid over each other name by name. */
const BY_NAME = ['build-args', 'build-contexts', 'secret-envs', 'secret-files'] as const

/** `over` laid over `under`; build arguments and other things with names are laid over each other one by one. */
export function layer(under: Settings, over: Settings): Settings {
  const both = BY_NAME.filter((name) => under[name] !== undefined && over[name] !== undefined)
  const laid = both.map((name): [string, Pairs] => [name, { ...under[name], ...over[name] }])
  return { ...under, ...over, ...Object.fromEntries(laid) }
}
