import type { LayerOwner } from '../../image/measurement.js'
import type { FileKind } from '../kinds/file-kind.js'
import { isOwn, isOwnRun } from '../shown-files.js'
import { atPlace, placeOf } from './bringer.js'
import { cacheAdvice } from './cache-advice.js'
import type { NamedFiles } from './named-files.js'

/** What a layer above did to a file. */
export type Fate = 'deleted' | 'overwritten'

/** Files that one instruction brings and another hides. */
export interface Hidden {
  readonly from: LayerOwner
  readonly by: LayerOwner
  readonly files: NamedFiles
  /** The path of the largest, and the cache that it is of; null: of none. */
  readonly largest: string
  readonly cache: FileKind | null
}

/** What to write in place of an instruction that overwrites or deletes files of one before. */
export function hiddenAdvice(fate: Fate, hidden: Hidden): string {
  const { from, by, files } = hidden
  const { words, it } = files
  if (isOwn(from)) {
    if (from === by) return `${atPlace(from)} holds ${words} twice. Write ${it} once.`
    const brought = `${words} that ${placeOf(from)} brings`
    return fate === 'deleted'
      ? `${atPlace(by)} deletes ${brought}, and the layer before keeps ${it}. Delete ${it} in the instruction that brings ${it}, leave ${it} out there, or copy only the result into a last stage.`
      : `${atPlace(by)} writes over ${brought}, and both copies are shipped. ${writingOnce(hidden)}`
  }
  return fate === 'deleted'
    ? `${atPlace(by)} deletes ${words} of ${placeOf(from)}, whose layers keep ${it}. Begin from an image without ${it}.`
    : `${atPlace(by)} writes over ${words} of ${placeOf(from)}, and both copies are shipped. Begin from a newer image that has ${it} as ${it === 'it' ? 'it' : 'they'} should be.`
}

/** What package managers write of themselves whenever they install something. */
const BOOKKEEPING =
  /^\/(?:var\/(?:lib\/(?:dpkg|apt|rpm|dnf|pacman)|cache\/(?:debconf|ldconfig|apt|man))|(?:usr\/)?lib\/(?:apk\/db|sysimage))\//

/** How two of the image's own instructions are to write the same files once. */
export function writingOnce({ from, by, files: { it }, largest, cache }: Hidden): string {
  if (isOwnRun(from) && cache !== null) {
    return `${it === 'it' ? 'It is' : 'They are'} of ${cache.name}. ${cacheAdvice(cache.name, [cache.root], from.commands)}`
  }
  if (isOwnRun(from) && isOwnRun(by) && BOOKKEEPING.test(largest)) {
    return `Package managers write ${it} with every installation: join the two \`RUN\`s.`
  }
  return `Write ${it} once: leave ${it} out of the first, or join the two.`
}
