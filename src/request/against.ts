import { GateError } from '../errors.js'
import { parseList } from './csv-list.js'
import type { RawInputs } from './inputs.js'
import { quote } from './problem.js'
import type { TargetSelection } from './request.js'
import { readTargets } from './target-selection.js'

/** Two targets of one Dockerfile that are to be compared with each other, in place of a change with its base. */
export interface Against {
  /** What leads to the target that is judged: one name or glob, or the Dockerfile's last stage. */
  readonly head: TargetSelection
  /** Name of the target that it is compared with, in lower case. */
  readonly base: string
  /** Of the network that a pull is told for, in bits a second. */
  readonly bandwidth: number
}

/** Options of the command that are no inputs of the action. */
export const COMMAND_OPTIONS = ['against', 'bandwidth'] as const

export type CommandOption = (typeof COMMAND_OPTIONS)[number]

/** Bits a second. */
const USUAL_BANDWIDTH = 100e6

const HOW = 'Write `size-gate compare --targets A --against B`.'

/** Inputs that say with which commit to compare, or that nothing is. */
const OF_A_COMMIT = ['base-ref', 'baseline', 'prepare', 'mode'] as const

/**
 * The two targets that `options` and the input `targets` name; null where `--against` is not given. Throws a usage
 * GateError for what does not go with it.
 */
export function readAgainst(
  options: Readonly<Partial<Record<CommandOption, string>>>,
  command: string,
  inputs: RawInputs,
): Against | null {
  const { against, bandwidth } = options
  if (against === undefined && bandwidth !== undefined) {
    throw new GateError('usage', '`--bandwidth` says what a pull costs where two targets are compared, only', HOW)
  }
  if (against === undefined) return null
  const written = `--against ${quote(against)}`
  if (command !== 'compare') {
    throw new GateError('usage', `\`size-gate ${command}\` compares nothing, but ${written} was given`, HOW)
  }
  const commit = OF_A_COMMIT.find((name) => (inputs[name] ?? '') !== '')
  if (commit !== undefined) {
    const which = `${commit === 'base-ref' ? 'the base' : `--${commit}`} ${quote(inputs[commit] ?? '')}`
    const message = `${written} compares two targets of the working tree, so ${which} has no part in it`
    throw new GateError('usage', message, 'Take one of the two away.')
  }
  const base = against.trim().toLowerCase()
  if (!/^[a-z0-9][a-z0-9_.-]*$/.test(base)) {
    throw new GateError('usage', `${written} is not the name of one target`, '`size-gate check` lists them.')
  }
  const head = headOf(inputs['targets'] ?? '', written)
  if (head.kind === 'matching' && head.patterns[0] === base) {
    throw new GateError('usage', `${written} is what \`--targets\` names, too`, 'Name another target with one of them.')
  }
  return { head, base, bandwidth: bandwidth === undefined ? USUAL_BANDWIDTH : parseBandwidth(bandwidth) }
}

function headOf(targets: string, written: string): TargetSelection {
  const wanted = `${written} needs one target to compare with it`
  if (targets.trim() === '') throw new GateError('usage', wanted, 'Name it with `--targets`.')
  const head = readTargets(parseList(targets, 'split'))
  if (head.kind === 'all' || (head.kind === 'matching' && head.patterns.length > 1)) {
    throw new GateError('usage', `${wanted}, but \`--targets\` names ${quote(targets)}`, 'Name one.')
  }
  return head
}

const SCALES: Readonly<Record<string, number>> = { '': 1, k: 1e3, m: 1e6, g: 1e9, t: 1e12 }

/**
 * Bits a second of a bandwidth such as `100 Mbit/s` or `1 Gbit/s`, at least 1. Throws a usage GateError for what is none,
 * numbers without a unit and bytes included: whoever means bytes is off by eight.
 */
export function parseBandwidth(text: string): number {
  const [, number = '', prefix = ''] = /^(\d+(?:\.\d+)?)\s*([kmgt]?)bit\/s$/i.exec(text.trim()) ?? []
  const bits = number === '' ? 0 : Math.round(Number(number) * (SCALES[prefix.toLowerCase()] ?? 0))
  if (bits >= 1 && Number.isSafeInteger(bits)) return bits
  const reason = /^[\d.]+$/.test(text.trim())
    ? 'has no unit'
    : number === ''
      ? 'is not a bandwidth'
      : 'is no bandwidth that anything could be pulled with'
  const hint = 'Write kbit/s, Mbit/s or Gbit/s, such as `100 Mbit/s` or `1 Gbit/s`; 1 MB/s is 8 Mbit/s.'
  throw new GateError('usage', `--bandwidth: ${quote(text)} ${reason}`, hint)
}
