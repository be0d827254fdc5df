import type { PlannedTarget } from '../plan/build-plan.js'
import type { Step } from './progress.js'

/**
 * Tells of each step when it is through, and of one that takes long also while it runs:
 * `head api  build 2/5  RUN go build ./...  12.3 s`.
 */
export function stepReporter(targets: readonly PlannedTarget[], log: (line: string) => void): (step: Step) => void {
  const seen = new Set<string>()
  return (step) => {
    const target = targets.find(({ id }) => id === step.target) ?? targets[0]
    const name = target === undefined ? '' : `${target.side} ${target.image}`
    const outcome = outcomeOf(step)
    const line = `${name}  ${step.stage} ${step.position}  ${oneLine(step.instruction)}  ${outcome}`
    // Steps that targets share are told once for each, with the same words.
    if (seen.has(line)) return
    seen.add(line)
    log(line)
  }
}

function outcomeOf({ duration, cached, error }: Step): string {
  if (error !== null) return 'failed'
  if (cached) return 'cached'
  return duration === null ? 'started' : `${(duration / 1000).toFixed(1)} s`
}

function oneLine(text: string): string {
  const line = text.replace(/\s+/g, ' ')
  return line.length > 80 ? `${line.slice(0, 79)}…` : line
}
