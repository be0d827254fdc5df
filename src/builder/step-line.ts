import { areOneTree } from '../plan/against.js'
import type { BuildPlan, PlannedTarget } from '../plan/build-plan.js'
import type { Step } from './progress.js'

/** Milliseconds after which a step that still runs is told of. */
const LONG = 5000

/** Tells of steps as they come. */
export interface StepReporter {
  readonly onStep: (step: Step) => void
  /** No step is told of from now on. */
  readonly stop: () => void
}

/**
 * Tells of each step when it is through, and of one that takes long also while it runs:
 * `head api  build 2/5  RUN go build ./...  12.3 s`, of two targets of one tree `api/slim  build 2/5  …`. Steps that targets
 * share are told of once.
 */
export function stepReporter({ targets, sources }: BuildPlan, log: (line: string) => void): StepReporter {
  const told = new Set<string>()
  const nameOf = ({ side, image, target }: PlannedTarget): string =>
    areOneTree(sources) ? `${image}/${target}` : `${side} ${image}`
  const running = new Map<string, NodeJS.Timeout>()
  const tell = (line: string): void => {
    if (told.has(line)) return
    told.add(line)
    log(line)
  }
  return {
    onStep(step) {
      const target = targets.find(({ id }) => id === step.target) ?? targets[0]
      const whose = target === undefined ? '' : `${nameOf(target)}  `
      const place = step.stage === '' ? step.position : `${step.stage} ${step.position}`
      const name = `${whose}${place}  ${oneLine(step.instruction)}`
      if (step.duration === null && step.error === null) {
        if (!running.has(name)) running.set(name, setTimeout(tell, LONG, `${name}  running`))
        return
      }
      clearTimeout(running.get(name))
      tell(`${name}  ${outcomeOf(step)}`)
    },
    stop() {
      for (const timer of running.values()) clearTimeout(timer)
    },
  }
}

function outcomeOf({ duration, cached, stopped, error }: Step): string {
  if (error !== null) return 'failed'
  if (stopped) return 'stopped'
  return cached ? 'cached' : `${((duration ?? 0) / 1000).toFixed(1)} s`
}

function oneLine(text: string): string {
  const line = text.replace(/\s+/g, ' ')
  return line.length > 80 ? `${line.slice(0, 79)}…` : line
}
