import type { LayerSource, SourceInput } from '../image/measurement.js'
import { AKIN, likeness } from './likeness.js'

/** What made the files that an instruction copied from another stage or image. */
export interface Cause {
  readonly kind: 'instruction' | 'image'
  /** Line in the head's Dockerfile, in the base's for what is gone; null for an image. */
  readonly line: number | null
  /** The stage it stands in; null for an image. */
  readonly stage: string | null
  /** The instruction as written, or the image's reference. */
  readonly text: string
  /** What `text` was at the base, where it was another; null where it is the same or one side lacks it. As in {@link InputChange}. */
  readonly was: string | null
  /** What of that which the instruction builds on is not as it was at the base, first to last. */
  readonly inputs: readonly InputChange[]
}

/**
 * An instruction or an image before the cause; `text` is null where it is gone, `was` where it is new. Both are the same of an
 * instruction with something else in its heredocs.
 */
export interface InputChange {
  readonly text: string | null
  readonly was: string | null
}

/** null where the shown side, the head's for what is on both, has no source. */
export function causeOf(head: LayerSource | null, base: LayerSource | null, atHead: boolean): Cause | null {
  const shown = atHead ? head : base
  if (shown === null) return null
  const text = textOf(shown)
  const isSame = !atHead || base === null || wholeOf(base) === wholeOf(shown)
  return {
    kind: shown.kind,
    line: shown.kind === 'instruction' ? shown.lines.start : null,
    stage: shown.kind === 'instruction' ? shown.stage : null,
    text,
    was: isSame ? null : textOf(base),
    inputs: head?.kind === 'instruction' && base?.kind === 'instruction' ? changesOf(head.inputs, base.inputs) : [],
  }
}

function textOf(source: LayerSource): string {
  return source.kind === 'image' ? source.reference : source.text
}

function wholeOf(source: LayerSource): string {
  return source.kind === 'image' ? source.reference : source.whole
}

/** What one side has and the other lacks; those that are alike are one change. */
function changesOf(head: readonly SourceInput[], base: readonly SourceInput[]): readonly InputChange[] {
  const gone = minus(base, head)
  const changed = minus(head, base).map((input): InputChange => {
    const index = gone.findIndex((was) => akin(input.whole, was.whole))
    const [was] = index < 0 ? [] : gone.splice(index, 1)
    return { text: input.text, was: was?.text ?? null }
  })
  return [...changed, ...gone.map((was) => ({ text: null, was: was.text }))]
}

/** References of images have no words: any two are the same image, changed. */
function akin(text: string, was: string): boolean {
  const isImage = (one: string): boolean => !one.includes(' ')
  if (isImage(text) || isImage(was)) return isImage(text) && isImage(was)
  return likeness(text, was) >= AKIN
}

function minus(all: readonly SourceInput[], others: readonly SourceInput[]): SourceInput[] {
  const left = others.map(({ whole }) => whole)
  return all.filter(({ whole }) => {
    const index = left.indexOf(whole)
    if (index >= 0) left.splice(index, 1)
    return index < 0
  })
}
