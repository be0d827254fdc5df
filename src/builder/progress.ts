import { type Check, checkLog, type Warning } from './checks.js'

/** A step of a build as buildx tells of it. Source: moby/buildkit client/graph.go, SolveStatus. */
interface Vertex {
  readonly digest: string
  readonly name: string
  readonly started?: string
  readonly completed?: string
  readonly cached?: boolean
  readonly error?: string
}

interface SolveStatus {
  readonly vertexes?: readonly Vertex[]
  readonly logs?: readonly { readonly vertex: string; readonly data: string }[]
  readonly warnings?: readonly Warning[]
}

/** One instruction being built. */
export interface Step {
  /** The bake target under which buildx tells of it: one of those that share it. null: the only target. */
  readonly target: string | null
  /** Empty where the Dockerfile has but one stage. */
  readonly stage: string
  /** Which of how many instructions of its stage. */
  readonly position: string
  readonly instruction: string
  /** Milliseconds; null while it runs. */
  readonly duration: number | null
  readonly cached: boolean
  /** Whether it was broken off because another step failed. */
  readonly stopped: boolean
  /** What went wrong; null unless it failed of itself. */
  readonly error: string | null
}

/** How a step went in one bake. */
export interface StepRun {
  /** As the progress calls it, without target, platform, stage and position: `RUN make`. */
  readonly name: string
  /** Milliseconds since 1970. */
  readonly started: number
  readonly completed: number
  /** Whether its result was there already, or another step that is the same made it meanwhile. */
  readonly cached: boolean
}

/** Reads the lines of `--progress=rawjson`. */
export interface Progress {
  /** Takes a line; one that is not progress is kept as what buildx said itself. */
  readonly line: (text: string) => void
  /** The steps that failed of themselves, first to last. */
  readonly failed: () => readonly { readonly step: Step; readonly log: readonly string[] }[]
  /** The steps that are through, by the digest that provenance has of them too. */
  readonly runs: () => ReadonlyMap<string, StepRun>
  /** What BuildKit's own checks say of the Dockerfile of a target, cached or not; a frontend that has none says nothing. */
  readonly checks: (target: string) => readonly Check[]
  /** What buildx printed beside the progress: its error. */
  readonly said: () => string
}

/** Lines of a step's log that are kept for its failure. */
const LOG_LINES = 20
/** Characters of it that are kept while it runs. */
const LOG_LENGTH = 16_384

/**
 * `onStep` is called when an instruction has started and when it is through. `severalTargets`: whether more than one
 * target is built, as buildx tells whose a step is only then.
 */
export function readProgress(severalTargets: boolean, onStep: (step: Step) => void): Progress {
  const vertexes = new Map<string, Vertex>()
  /** As they were when they failed: targets that share a step tell of it one after the other, and not all the same. */
  const failures = new Map<string, Step>()
  const logs = new Map<string, string>()
  const checks = checkLog(severalTargets)
  const words: string[] = []
  /** The lines so far of a status that has several, as those of buildx 0.14 have. */
  let open: string[] = []

  function line(text: string): void {
    if (open.length > 0 || text === '{') {
      open.push(text)
      if (text !== '}') return
      text = open.join('\n')
      open = []
    }
    const status = parseStatus(text)
    if (status === null) {
      words.push(text)
      return
    }
    for (const vertex of status.vertexes ?? []) onVertex(vertex)
    for (const warning of status.warnings ?? []) checks.warning(warning)
    for (const log of status.logs ?? []) {
      const before = logs.get(log.vertex) ?? ''
      logs.set(log.vertex, longer(before, Buffer.from(log.data, 'base64').toString('utf8')))
    }
  }

  function onVertex(vertex: Vertex): void {
    const before = vertexes.get(vertex.digest)
    vertexes.set(vertex.digest, vertex)
    const step = stepOf(vertex, severalTargets)
    checks.owner(vertex.digest, step.target)
    if (step.error !== null) failures.set(vertex.digest, step)
    if (step.position === '') return
    const hasStarted = vertex.started !== undefined && before?.started === undefined
    const hasEnded = vertex.completed !== undefined && before?.completed === undefined
    if (hasStarted || hasEnded) onStep(step)
  }

  function failed(): readonly { step: Step; log: readonly string[] }[] {
    return [...failures].map(([digest, step]) => {
      const log = (logs.get(digest) ?? '').trimEnd().split('\n').slice(-LOG_LINES)
      return { step, log: log[0] === '' && log.length === 1 ? [] : log }
    })
  }

  function runs(): ReadonlyMap<string, StepRun> {
    return new Map([...vertexes.values()].flatMap((vertex) => runOf(vertex).map((run) => [vertex.digest, run])))
  }

  return { line, failed, runs, checks: checks.of, said: () => [...words, ...open].join('\n').trim() }
}

function runOf({ name, started, completed, cached }: Vertex): readonly StepRun[] {
  if (started === undefined || completed === undefined) return []
  return [
    {
      name: /^\[[^\]]*\] (.*)$/s.exec(name)?.[1] ?? name,
      started: Date.parse(started),
      completed: Date.parse(completed),
      cached: cached === true,
    },
  ]
}

/** A line that is longer than all that is kept. */
const LONG_LINE = '…'

/**
 * The end of a log with what came after it, from the start of a line: half a line may hold half a secret, which nobody
 * would recognise.
 */
function longer(log: string, more: string): string {
  // The rest of a long line is left out too.
  const end = more.indexOf('\n')
  const all = log !== LONG_LINE ? log + more : end < 0 ? log : log + more.slice(end)
  if (all.length <= LOG_LENGTH) return all
  const start = all.indexOf('\n', all.length - LOG_LENGTH - 1) + 1
  return start === 0 ? LONG_LINE : all.slice(start)
}

function parseStatus(text: string): SolveStatus | null {
  if (!text.startsWith('{')) return null
  try {
    return JSON.parse(text) as SolveStatus
  } catch {
    // Not a line of progress but words that happen to start with a brace: kept for the error message.
    return null
  }
}

/**
 * `[target platform stage  2/13] RUN …`, of which there may be no target, platform or stage; what is no instruction has
 * no position: `[target internal] load metadata for …`, `[target] resolve image config for …`.
 * Source: moby/buildkit frontend/dockerfile/dockerfile2llb/convert.go, prefixCommand; docker/buildx util/progress/printer.go.
 */
function stepOf(vertex: Vertex, severalTargets: boolean): Step {
  const [, bracket = '', instruction = vertex.name] = /^\[([^\]]*)\] (.*)$/s.exec(vertex.name) ?? []
  const words = bracket.split(/\s+/).filter((word) => word !== '')
  const target = severalTargets && words[0] !== 'internal' ? (words.shift() ?? null) : null
  const position = /^\d+\/\d+$/.test(words.at(-1) ?? '') ? (words.pop() ?? '') : ''
  const stage = position === '' ? '' : (words.findLast((word) => !word.includes('/')) ?? '')
  return { ...timing(vertex), target, stage, position, instruction }
}

function timing(vertex: Vertex): Pick<Step, 'duration' | 'cached' | 'stopped' | 'error'> {
  const { started, completed } = vertex
  const stopped = vertex.error?.endsWith('context canceled') === true
  return {
    duration: started === undefined || completed === undefined ? null : Date.parse(completed) - Date.parse(started),
    cached: vertex.cached === true,
    stopped,
    error: vertex.error === undefined || vertex.error === '' || stopped ? null : vertex.error,
  }
}
