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

/** The limits of an image: for every shipped target, and over those for single targets (key: the stage's name). */
export interface ImageLimits {
  readonly shipped: Limits
  readonly targets: Readonly<Record<string, Limits>>
}
