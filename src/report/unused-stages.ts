import { name, type Part, type Phrase } from './phrase.js'
import type { Report } from './report.js'

/** Longer lists are cut: their names are in the JSON. */
const NAMED = 8

/**
 * The stages at the head that nothing uses: for each Dockerfile those that no target needs, for each image those that it
 * is measured for beside its last one. What a target that does not build needs is not known, so nothing is said of its
 * Dockerfile.
 */
export function unusedStages({ images }: Report): readonly Phrase[] {
  const failed = new Set(images.flatMap(({ dockerfile, status }) => (status === 'failed' ? [dockerfile] : [])))
  const unneeded = new Map<string, ReadonlySet<string>>()
  const leaves = new Map<string, Set<string>>()
  for (const { image, dockerfile, target, shipped, status, stages } of images) {
    if (stages.unused.head === null || status === 'removed' || failed.has(dockerfile)) continue
    const before = unneeded.get(dockerfile) ?? new Set(stages.unused.head)
    // Several images may be of one Dockerfile.
    unneeded.set(dockerfile, new Set(stages.unused.head.filter((stage) => before.has(stage))))
    if (shipped) leaves.set(image, (leaves.get(image) ?? new Set()).add(target))
  }
  return [
    ...[...unneeded].flatMap(([dockerfile, unused]): readonly Phrase[] =>
      unused.size === 0 ? [] : [[name(dockerfile), ': nothing that is built uses ', ...anyOf([...unused]), '.']],
    ),
    ...[...leaves].flatMap(([image, targets]): readonly Phrase[] => {
      const others = [...targets].slice(0, -1)
      const own =
        others.length === 1 ? 'it is measured as an image of its own' : 'they are measured as images of their own'
      return others.length === 0 ? [] : [[name(image), ': no other stage uses ', ...anyOf(others), `; ${own}.`]]
    }),
  ]
}

/** `a, b or c`. */
function anyOf(names: readonly string[]): Phrase {
  const more = names.length - NAMED
  const shown: readonly Part[] = [...names.slice(0, NAMED).map(name), ...(more > 0 ? [`${more} more`] : [])]
  const last = shown.length - 1
  return shown.flatMap<Part>((each, index) => [index === 0 ? '' : index === last ? ' or ' : ', ', each]).slice(1)
}
