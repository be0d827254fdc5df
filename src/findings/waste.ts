import type { StageGraph } from '../dockerfile/stage-graph.js'
import type { Inside } from '../explain/inside.js'
import { contextBloat } from './context-bloat.js'
import { debugInfo } from './debug-info.js'
import { devDependencies } from './dev-dependencies.js'
import { duplicates } from './duplicates.js'
import { fileWaste, kindsOf } from './file-waste.js'
import type { Found } from './finding.js'
import type { Heap } from './heaps.js'
import { hiddenWaste } from './hidden-waste.js'
import { openLedger } from './ledger.js'
import type { Allows } from './rule-settings.js'
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
interface Search extends Waste {
  readonly found: readonly Found[]
}

/** Looks for waste in an image. `graph`: the stages of its Dockerfile, null where they are not known. */
export function wasteOf(image: Inside, allows: Allows, graph: StageGraph | null = null): Search {
  const ledger = openLedger(image)
  const kindAt = kindsOf(image, allows)
  const whole = [
    ...hiddenWaste(image, ledger, allows),
    ...fileWaste(image, ledger, kindAt),
    ...devDependencies(image, ledger, allows, kindAt),
    ...contextBloat(image, ledger, allows, kindAt),
  ]
  // These leave out files that need not be there as a whole.
  const heaps = [...whole, ...duplicates(image, ledger, allows, kindAt), ...debugInfo(image, ledger, allows, kindAt)]
  const split = allows('single-stage', () => '') ? singleStage(image, heaps, graph) : []
  return {
    found: [...[...heaps, ...split].map(foundOf), ...secretsInLayers(image, allows)],
    bytes: ledger.bytes,
    isWhole: image.layers.every(({ contents }) => !contents.hidesWaste),
  }
}

function foundOf({ rule, subject, owner, bytes, paths, advice }: Omit<Heap, 'members'>): Found {
  return { rule, subject, bytes, line: owner.lines?.start ?? null, text: owner.text, paths, advice }
}
