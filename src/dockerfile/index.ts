export {
  defaultStage,
  instructionAt,
  isShipped,
  leaves,
  problemsOf,
  reachable,
  stageAt,
  stageBelow,
  stageChain,
  stageCount,
  unusedBy,
} from './graph.js'
export { didYouMean, nearest } from './nearest.js'
export { parseDockerfile, type ParseOptions } from './parse.js'
export { type Matches, matchTargets, type Selection, selectTargets } from './select.js'
export type { GraphProblem, Instruction, LineRange, Stage, StageEdge, StageGraph } from './stage-graph.js'
export { platformName } from './platform-name.js'
export { type NamedDockerfile, withNames } from './with-names.js'
export { nameAmong, shortReference, withoutDigest } from './short-reference.js'
