import type { StageGraph } from '../dockerfile/stage-graph.js'
import type { Inside } from '../explain/inside.js'
import { contextBloat } from './context-bloat.js'
import { debugInfo } from './debug-info.js'
import { devDependencies } from './dev-dependencies.js'
import { duplicates } from './duplicates.js'
import { fileWaste } from './file-waste.js'
import type { Found } from './finding.js'
import type { Heap } from './heaps.js'
import { hiddenWaste } from './hidden-waste.js'
import type { Allows } from './rule-settings.js'
import { openSearch } from './search.js'
import { secretsInLayers } from './secret-in-layer.js'
import { singleStage } from './single-stage.js'

/** What of an image need not be there. */
export interface Waste {
  /** Each counted once however many rules name it. */
  readonly bytes: number
  /** false: something that tells of waste could not be read, so that there may be more. */
  readonly isWhole: boolean
}

/** What was found in an image that was looked into. */
interface WasteFound extends Waste {
  readonly found: readonly Found[]
}

/** Looks for waste in an image. `graph`: the stages of its Dockerfile, null where they are not known. */
export function wasteOf(image: Inside, allows: Allows, graph: StageGraph | null = null): WasteFound {
  const search = openSearch(image, allows)
  // The last two leave out files that need not be there as a whole.
  const heaps = [hiddenWaste, fileWaste, devDependencies, contextBloat, duplicates, debugInfo].flatMap((rule) =>
    rule(search),
  )
  const split = allows('single-stage', () => '') ? singleStage(image, heaps, graph) : []
  return {
    found: [...[...heaps, ...split].map(foundOf), ...secretsInLayers(image, allows)],
    bytes: search.ledger.bytes,
    isWhole: image.layers.every(({ contents }) => !contents.hidesWaste),
  }
}

function foundOf({ rule, subject, owner, bytes, paths, advice }: Omit<Heap, 'members'>): Found {
  return { rule, subject, bytes, line: owner.lines?.start ?? null, text: owner.text, paths, advice }
}
