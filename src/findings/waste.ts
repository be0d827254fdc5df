import type { StageGraph } from '../dockerfile/stage-graph.js'
import type { Inside } from '../explain/inside.js'
import { contextBloat } from './context-bloat.js'
import { debugInfo } from './debug-info.js'
import { devDependencies } from './dev-dependencies.js'
import { duplicates } from './duplicates.js'
import { fileWaste } from './file-waste.js'
import type { Found, Weighed } from './finding.js'
import type { Heap } from './heaps.js'
import { hiddenWaste } from './hidden-waste.js'
import type { Ledger } from './ledger.js'
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
export interface WasteFound extends Waste {
  readonly found: readonly Found[]
  /** Those of them that weigh something, and those that do not. */
  readonly weighed: readonly Weighed[]
  readonly secrets: readonly Found[]
  readonly image: Inside
  readonly ledger: Pick<Ledger, 'each'>
}

/** Looks for waste in an image. `graph`: the stages of its Dockerfile, null where they are not known. */
export function wasteOf(image: Inside, allows: Allows, graph: StageGraph | null = null): WasteFound {
  const search = openSearch(image, allows)
  // The last two leave out files that need not be there as a whole.
  const heaps = [hiddenWaste, fileWaste, devDependencies, contextBloat, duplicates, debugInfo].flatMap((rule) =>
    rule(search),
  )
  const split = allows('single-stage', () => '') ? singleStage(image, heaps, graph) : []
  const weighed = [...heaps, ...split].map(weighedOf)
  const secrets = secretsInLayers(image, allows)
  return {
    found: [...weighed, ...secrets],
    weighed,
    secrets,
    image,
    ledger: search.ledger,
    bytes: search.ledger.bytes,
    isWhole: image.layers.every(({ contents }) => !contents.hidesWaste),
  }
}

function weighedOf({ rule, subject, owner, text, bytes, paths, advice, members }: Heap): Weighed {
  return { rule, subject, bytes, line: owner.lines?.start ?? null, text, paths, advice, members }
}
