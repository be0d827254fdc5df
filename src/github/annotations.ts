import type { ActionHost, AnnotationLevel, Place } from './host.js'

export interface Annotation {
  readonly level: AnnotationLevel
  readonly title: string | null
  readonly message: string
  readonly place: Place | null
}

/**
 * How many annotations of each level are printed. GitHub shows ten of each from a step; one is left for what the step
 * itself has to say: why it fails, or why it could not comment.
 *
 * @see https://github.com/actions/toolkit/blob/main/docs/problem-matchers.md#limitations
 */
export const MAX_ANNOTATIONS_PER_LEVEL = 9

/** Prints the first annotations of each level, which the caller gives worst first; one log line counts the others. */
export function writeAnnotations(annotations: readonly Annotation[], host: ActionHost): void {
  const levels: readonly AnnotationLevel[] = ['error', 'warning', 'notice']
  const shown = levels.flatMap((level) =>
    annotations.filter((each) => each.level === level).slice(0, MAX_ANNOTATIONS_PER_LEVEL),
  )
  for (const { level, message, title, place } of shown) host.annotate(level, message, title, place)
  const left = annotations.length - shown.length
  if (left > 0)
    host.info(
      `${left} more ${left === 1 ? 'annotation' : 'annotations'} left out: GitHub shows ten of each level; the report has them all`,
    )
}
