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
}

/** One instruction being built. */
export interface Step {
  /** The bake target under which buildx tells of it: the first of those that share it. null: the only target. */
  readonly target: string | null
  readonly stage: string
  /** Which of how many instructions of its stage. */
  readonly position: string
  readonly instruction: string
  /** Milliseconds; null while it runs. */
  readonly duration: number | null
  readonly cached: boolean
  /** What went wrong; null unless it failed of itself (not as a bystander of another failure). */
  readonly error: string | null
}

/** Reads the lines of `--progress=rawjson`. */
export interface Progress {
  /** Takes a line; one that is not progress is kept as what buildx said itself. */
  readonly line: (text: string) => void
  /** The steps that failed of themselves, first to last. */
  readonly failed: () => readonly { readonly step: Step; readonly log: readonly string[] }[]
  /** What buildx printed beside the progress: its error. */
  readonly said: () => string
}

/** Lines of a step's log that are kept for its failure. */
const LOG_LINES = 20

/** `onStep` is called when an instruction has started and when it is through. */
export function readProgress(onStep: (step: Step) => void): Progress {
  const vertexes = new Map<string, Vertex>()
  const logs = new Map<string, string>()
  const words: string[] = []

  function line(text: string): void {
    const status = parseStatus(text)
    if (status === null) {
      words.push(text)
      return
    }
    for (const vertex of status.vertexes ?? []) onVertex(vertex)
    for (const log of status.logs ?? []) {
      const before = logs.get(log.vertex) ?? ''
      logs.set(log.vertex, (before + Buffer.from(log.data, 'base64').toString('utf8')).slice(-16_384))
    }
  }

  function onVertex(vertex: Vertex): void {
    const before = vertexes.get(vertex.digest)
    vertexes.set(vertex.digest, vertex)
    const step = stepOf(vertex)
    if (step === null) return
    const hasStarted = vertex.started !== undefined && before?.started === undefined
    const hasEnded = vertex.completed !== undefined && before?.completed === undefined
    if (hasStarted || hasEnded) onStep(step)
  }

  function failed(): readonly { step: Step; log: readonly string[] }[] {
    return [...vertexes.values()].flatMap((vertex) => {
      const step = stepOf(vertex) ?? plainStep(vertex)
      if (step.error === null) return []
      const log = (logs.get(vertex.digest) ?? '').trimEnd().split('\n').slice(-LOG_LINES)
      return [{ step, log: log[0] === '' && log.length === 1 ? [] : log }]
    })
  }

  return { line, failed, said: () => words.join('\n').trim() }
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

/** `[target stage 2/3] RUN …`, target only where there are several; null for what is no instruction. */
function stepOf(vertex: Vertex): Step | null {
  const match = /^\[(?:(\S+) )??(?:\S+\/\S+ )?(\S+) (\d+\/\d+)\] (.*)$/s.exec(vertex.name)
  if (match === null) return null
  const [, target = null, stage = '', position = '', instruction = ''] = match
  return { ...timing(vertex), target, stage, position, instruction }
}

/** Steps that are no instructions: `[target internal] load metadata for …`. */
function plainStep(vertex: Vertex): Step {
  const match = /^\[(?:(\S+) )?internal\] (.*)$/s.exec(vertex.name)
  return {
    ...timing(vertex),
    target: match?.[1] ?? null,
    stage: '',
    position: '',
    instruction: match?.[2] ?? vertex.name,
  }
}

function timing(vertex: Vertex): Pick<Step, 'duration' | 'cached' | 'error'> {
  const { started, completed } = vertex
  const isBystander = vertex.error?.includes('context canceled') === true
  return {
    duration: started === undefined || completed === undefined ? null : Date.parse(completed) - Date.parse(started),
    cached: vertex.cached === true,
    error: vertex.error === undefined || vertex.error === '' || isBystander ? null : vertex.error,
  }
}
