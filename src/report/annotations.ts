import { formatBytes, formatChange } from '../bytes.js'
import type { InstructionChange, InstructionPart } from '../explain/instructions.js'
import type { Judgement } from '../policy/verdict.js'
import { isDrift } from './drift.js'
import { cut, visible } from './escape.js'
import { distinctFailures } from './failures.js'
import { heaviestWaste, keyOf, type Placed, toldFindings, weightWords } from './findings-fold.js'
import type { Report, ReportImage } from './report.js'
import { distinctRows, groupsOf, judged, type Group } from './rows.js'

/** A remark on a line of a file at the head; `line` is null where only the file is known. */
export interface Remark {
  readonly level: 'error' | 'warning' | 'notice'
  /** Relative to the repository's root. */
  readonly file: string
  readonly line: number | null
  readonly title: string
  readonly message: string
}

/** UTF-16 units of an instruction's words; the other parts of a split one that are named. */
const LONGEST = 80
const MOST_PARTS = 3

const RANKS = { error: 0, warning: 1, notice: 2 } as const

/**
 * What to say on the Dockerfiles' lines, worst first: steps that failed, then for each image over budget the instruction
 * of its own that grew most (or, where none grew, that weighs most) and the line that wastes most, then what this change
 * brought that need not be so.
 */
export function annotations(report: Report): readonly Remark[] {
  const remarks = [
    ...distinctFailures(report).map((failure): Remark => {
      const atHead = failure.side === 'head'
      return {
        level: atHead ? 'error' : 'warning',
        file: failure.dockerfile,
        // The base's lines are not the head's.
        line: atHead ? failure.line : null,
        title: `Size Gate: ${atHead ? 'does not build' : 'the base does not build'}`,
        message: joined([failure.instruction ?? '', failure.message, failure.hint ?? '']),
      }
    }),
    ...groupsOf(report).flatMap((group) => distinctRows(group).flatMap((row) => overBudget(report, group, row))),
    ...(report.base.source === 'none' ? [] : besideBreaches(report).map((one) => found(report, one))),
  ]
  const distinct = [...new Map(remarks.map((remark) => [JSON.stringify(remark), remark])).values()]
  return distinct.sort((one, other) => RANKS[one.level] - RANKS[other.level])
}

/** What is told of findings where a breach does not name them. */
function besideBreaches(report: Report): readonly Placed[] {
  const blamed = report.images.flatMap((row): readonly string[] => {
    const finding = brokenLimits(row).some(isWaste) ? heaviestWaste(row) : null
    return finding === null ? [] : [keyOf({ dockerfile: row.dockerfile, finding })]
  })
  return toldFindings(report).filter((one) => !blamed.includes(keyOf(one)))
}

function found(report: Report, { dockerfile, finding }: Placed): Remark {
  const { rule, bytes, line, advice } = finding
  const weight = bytes === 0 ? '' : `, ${weightWords(report, finding).join('')}`
  return { level: 'notice', file: dockerfile, line, title: `Size Gate: ${rule}${weight}`, message: visible(advice) }
}

/** The limits that a row broke, those that stop it first. */
function brokenLimits(row: ReportImage): readonly Judgement[] {
  return [...judged(row, 'breach'), ...judged(row, 'warn')]
}

function isWaste({ limit }: Judgement): boolean {
  return limit === 'max-waste'
}

/** What is over budget, on the line of the instruction that is to blame; waste on the line of what is wasted. */
function overBudget(report: Report, group: Group, row: ReportImage): readonly Remark[] {
  const broken = brokenLimits(row)
  const [size, waste] = [broken.filter((one) => !isWaste(one)), broken.filter(isWaste)]
  const platform = group.rows.length > 1 ? ` on ${visible(row.platform)}` : ''
  const remark = (limits: readonly Judgement[], line: number | null, why: readonly string[]): Remark => ({
    level: limits.some(({ status }) => status === 'breach') && report.verdict !== 'overridden' ? 'error' : 'warning',
    file: row.dockerfile,
    line,
    title: `Size Gate: ${visible(cut(group.label, 80))}${platform} is over budget`,
    message: joined([...limits.map((one) => `${one.limit}: ${one.message}`), ...why]),
  })
  const culprit = culpritOf(report, row)
  const line = culprit === null ? null : heaviestPart(culprit).line
  const wasted = heaviestWaste(row)
  const advice = wasted === null ? [] : [`${formatBytes(wasted.bytes)}, ${wasted.rule}: ${wasted.advice}`]
  return [
    ...(size.length === 0 ? [] : [remark(size, line, culprit === null ? [] : blame(culprit))]),
    ...(waste.length === 0 ? [] : [remark(waste, wasted?.line ?? null, advice)]),
  ]
}

/** The instruction of its own that made a row grow, else the one that weighs most. */
function culpritOf(report: Report, row: ReportImage): InstructionChange | null {
  // Nobody has to look at what drifted, unless that was judged.
  const drifted = (one: InstructionChange): boolean => report.ignoreDrift && isDrift(row, one)
  return heaviest(row, (one) => (drifted(one) ? 0 : (one.change ?? 0))) ?? heaviest(row, (one) => one.head ?? 0)
}

/** The instruction at the head with a line to point at for which `weigh` is the largest, if that is more than 0. */
function heaviest(row: ReportImage, weigh: (one: InstructionChange) => number): InstructionChange | null {
  return row.instructions
    .filter((one) => one.origin === 'own' && one.line !== null && one.head !== null && weigh(one) > 0)
    .reduce<InstructionChange | null>((most, one) => (most === null || weigh(one) > weigh(most) ? one : most), null)
}

/** What grew in so many bytes, of several instructions the heaviest first, and what made the files that it copied. */
function blame(one: InstructionChange): readonly string[] {
  const first = heaviestPart(one)
  const others = one.parts.filter((part) => part.head !== null && part !== first)
  const { cause } = one
  return [
    `${share(one)}: ${cut(first.text, LONGEST)}`,
    ...others.slice(0, MOST_PARTS).map(({ line, text }) => `and ${placed(line, text)}`),
    ...(others.length > MOST_PARTS ? [`and ${others.length - MOST_PARTS} more`] : []),
    ...(cause?.kind === 'instruction' ? [`made by ${placed(cause.line, cause.text)}`] : []),
  ]
}

function placed(line: number | null, text: string): string {
  return `${line === null ? '' : `line ${line}, `}${cut(text, LONGEST)}`
}

/** Of a split instruction the part that weighs most at the head, else the instruction itself. */
function heaviestPart(one: InstructionChange): Pick<InstructionPart, 'line' | 'text'> {
  const heads = one.parts.filter((part) => part.head !== null && part.line !== null)
  return heads.toSorted((a, b) => (b.head ?? 0) - (a.head ?? 0))[0] ?? one
}

function share(one: InstructionChange): string {
  return (one.change ?? 0) > 0 ? formatChange(one.change ?? 0) : formatBytes(one.head ?? 0)
}

function joined(sentences: readonly string[]): string {
  return sentences
    .filter((sentence) => sentence !== '')
    .map((sentence) => visible(sentence))
    .join('\n')
}
