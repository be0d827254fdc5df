export type OnBreach = 'fail' | 'warn'

/** A bound on growth: `bytes`, `percent` (of the base), or both joined by `or` (either breaks it) or `and` (only both do). */
export type Growth =
  | { readonly kind: 'bytes'; readonly bytes: number }
  | { readonly kind: 'percent'; readonly percent: number }
  | { readonly kind: 'or' | 'and'; readonly bytes: number; readonly percent: number }

/** A share of the size, or bytes. */
export type Share = Extract<Growth, { kind: 'bytes' } | { kind: 'percent' }>

/** The limits of one target; an absent one is not judged. Sizes in bytes. */
export interface Limits {
  readonly 'max-size'?: number
  readonly 'max-download'?: number
  readonly 'max-increase'?: Growth
  readonly 'max-download-increase'?: Growth
  readonly 'min-stages'?: number
  readonly 'max-stages'?: number
  readonly 'max-layers'?: number
  readonly 'max-waste'?: Share
}

export type LimitName = keyof Limits

/** Every limit, in the order in which it is judged and shown. */
export const LIMIT_NAMES = [
  'max-size',
  'max-download',
  'max-increase',
  'max-download-increase',
  'min-stages',
  'max-stages',
  'max-layers',
  'max-waste',
] as const satisfies readonly LimitName[]

/** The limits of an image: for every shipped target, and over those for single targets (key: the stage's name). */
export interface ImageLimits {
  readonly shipped: Limits
  /** Keys in lower case, as BuildKit knows stages. */
  readonly targets: Readonly<Record<string, Limits>>
}

/** The limits that hold for one target of an image: its own over those of every shipped target. */
export function limitsOf(limits: ImageLimits, target: string): Limits {
  const key = target.toLowerCase()
  return Object.hasOwn(limits.targets, key) ? { ...limits.shipped, ...limits.targets[key] } : limits.shipped
}

/** Whether what need not be in images is judged on any of these: all of them are then looked into. */
export function judgesWaste(images: readonly { readonly limits: ImageLimits }[]): boolean {
  return images.some(({ limits }) => sets(limits, 'max-waste'))
}

/** Whether the limit `name` is set for any target. */
export function sets(limits: ImageLimits, name: LimitName): boolean {
  return [limits.shipped, ...Object.values(limits.targets)].some((each) => each[name] !== undefined)
}

/** Whether any limit is set for any target. */
export function isLimited(limits: ImageLimits): boolean {
  return [limits.shipped, ...Object.values(limits.targets)].some((each) => Object.keys(each).length > 0)
}
