import type { LineRange } from '../dockerfile/stage-graph.js'
import { baseName } from '../posix-path.js'
import { type Definition, type FileAction, inputBelow, type Step } from './llb.js'
import { isWithin, joined, rebased, withoutPattern } from './llb-path.js'
import { certainty, type Certainty } from './makes.js'

/** What made files: an instruction, or an image that has them. */
export interface Origin {
  /** Where it stands in the Dockerfile, for an image the instructions that name it; empty where not known. */
  readonly places: readonly LineRange[]
  /** The image's identifier, as `docker-image://docker.io/library/busybox:1.37`; null for an instruction. */
  readonly image: string | null
}

interface Copy {
  readonly step: Step
  readonly action: FileAction
  readonly src: string
  readonly dest: string
}

type IsInContext = CopiedFile['isInContext']

/** A step that may have made a path. */
interface Candidate {
  readonly certainty: Certainty
  readonly origin: () => Origin | null
}

/**
 * What made the files that a step copies from another stage or image, through further copies; null for any other step
 * and where nothing tells. Of several sources of one instruction the first that tells counts.
 */
export function copiedFrom(definition: Definition, step: Step): Origin | null {
  for (const copy of copiesOf(step)) {
    const origin = sourceOf(definition, copy, withoutPattern(copy.src))
    if (origin !== null) return origin
  }
  return null
}

/** A file of an image. */
export interface CopiedFile {
  readonly path: string
  /** Whether the build context has something at a path below its root. */
  readonly isInContext: (path: string) => boolean
}

/** {@link copiedFrom} of one file that is copied; what the build context has, a copy of it made. */
export function fileCopiedFrom(definition: Definition, step: Step, { path, isInContext }: CopiedFile): Origin | null {
  for (const copy of copiesOf(step)) {
    const reach = reachOf(copy, path)
    const origin = reach === null ? null : sourceOf(definition, copy, reach.source, isInContext)
    if (origin !== null) return origin
  }
  return null
}

function copiesOf(step: Step): readonly Copy[] {
  return (step.op.Op?.file?.actions ?? []).flatMap((action) => {
    const copy = action.Action?.copy
    return copy === undefined ? [] : [{ step, action, src: copy.src, dest: copy.dest }]
  })
}

/** What made `path` of what is copied from; null where that is the context, a URL or a heredoc, which no step made. */
function sourceOf(
  definition: Definition,
  { step, action }: Copy,
  path: string,
  isInContext: IsInContext = () => false,
): Origin | null {
  const from = definition.input(step, action.secondaryInput ?? 0)
  return from === null ? null : makerOf(definition, from, path, isInContext)
}

/** The surest candidate, of equally sure ones the last. */
function makerOf(definition: Definition, step: Step, path: string, isInContext: IsInContext): Origin | null {
  const [first, ...others] = candidates(definition, step, path, isInContext)
  if (first === undefined) return null
  return others.reduce((best, other) => (other.certainty > best.certainty ? other : best), first).origin()
}

/** The steps up to `step` that may have made `path`, the last first. */
function candidates(
  definition: Definition,
  step: Step | null,
  path: string,
  isInContext: IsInContext,
): readonly Candidate[] {
  const op = step?.op.Op
  if (step === null || op == null) return []
  const places = definition.places(step)
  if (op.source !== undefined) {
    const image = op.source.identifier
    return image.startsWith('docker-image://') ? [{ certainty: 0, origin: () => ({ places, image }) }] : []
  }
  if (op.merge !== undefined) {
    // The last input lies on top.
    return [...(step.inputs ?? []).keys()]
      .reverse()
      .flatMap((index) => candidates(definition, definition.input(step, index), path, isInContext))
  }
  const below = candidates(definition, definition.input(step, inputBelow(op)), path, isInContext)
  const itself: Origin | null = places.length === 0 ? null : { places, image: null }
  if (op.exec !== undefined) {
    const { args, cwd } = op.exec.meta ?? {}
    const sure = certainty((args ?? []).join(' '), cwd ?? '/', path)
    return sure === null ? below : [{ certainty: sure, origin: () => itself }, ...below]
  }
  const copies = copiesOf(step).flatMap((copy): readonly Candidate[] => {
    const reach = reachOf(copy, path)
    if (reach === null) return []
    const isThere = isOfContext(definition, copy) && isInContext(reach.source)
    return [
      {
        certainty: isThere ? 5 : reach.certainty,
        origin: () => sourceOf(definition, copy, reach.source, isInContext) ?? itself,
      },
    ]
  })
  return [...copies.reverse(), ...below]
}

/** The build context itself, not one with a name of its own. */
function isOfContext(definition: Definition, { step, action }: Copy): boolean {
  const from = definition.input(step, action.secondaryInput ?? 0)
  return from?.op.Op?.source?.identifier === 'local://context'
}

/** How sure it is that a copy made `path`, and from what; null where it can't have. */
function reachOf({ src, dest }: Copy, path: string): { readonly certainty: Certainty; readonly source: string } | null {
  const source = withoutPattern(src)
  const target = joined(dest)
  if (source !== '/' && joined(dest, baseName(source)) === path) return { certainty: 5, source }
  // Perhaps a directory, in which later steps worked.
  if (target === path) return { certainty: 4, source }
  // All is within the root: that tells nothing.
  const related = target === '/' || path === '/' ? 1 : 2
  if (isWithin(path, target)) return { certainty: related, source: rebased(path, target, source) }
  return isWithin(target, path) ? { certainty: related, source } : null
}
