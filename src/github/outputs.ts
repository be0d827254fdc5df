import { messageOf } from '../errors.js'
import type { Verdict } from '../policy/verdict.js'
import type { ActionHost } from './host.js'

/** The outputs of action.yml by their names. What a run does not have is null and comes out empty. */
export interface Outputs {
  readonly verdict: Verdict | null
  readonly passed: boolean
  /** Path of the report's JSON. */
  readonly report: string | null
  /** Path of the report's markdown. */
  readonly markdown: string | null
  /** Bytes, summed over shipped targets, as the three that follow. */
  readonly size: number | null
  readonly change: number | null
  readonly download: number | null
  readonly 'download-change': number | null
  /** The report's rows, serialised as compact JSON. */
  readonly images: readonly unknown[]
  readonly 'comment-url': string | null
}

/** Sets every output. Where the runner takes none (a step outside Actions), one log line says so. */
export function writeOutputs(outputs: Outputs, host: ActionHost): void {
  try {
    for (const [name, value] of Object.entries<Outputs[keyof Outputs]>({ ...outputs }))
      host.output(name, printed(value))
  } catch (error) {
    host.info(`no outputs: ${messageOf(error)}`)
  }
}

function printed(value: Outputs[keyof Outputs]): string {
  if (value === null) return ''
  return typeof value === 'string' ? value : JSON.stringify(value)
}
