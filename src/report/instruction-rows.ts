import type { Cause, InputChange } from '../explain/cause.js'
import type { InstructionChange, InstructionPart } from '../explain/instructions.js'
import type { Cells } from './blocks.js'
import { UNKNOWN } from './figures.js'
import { lineLink } from './links.js'
import { code, type Phrase } from './phrase.js'
import type { Report, ReportImage } from './report.js'

/** How many changes of what the cause builds on are told. */
const MOST_INPUTS = 2

/**
 * The rows of one instruction: its place, its words and its `figure`; below them the other parts of a split or a joined
 * one, and what made the files that it copied. `exact` is told where its line is linked.
 */
export function instructionRows(
  report: Report,
  row: ReportImage,
  one: InstructionChange,
  figure: Phrase,
  exact: string,
): readonly Cells[] {
  const heads = one.parts.filter((part) => part.head !== null)
  const bases = one.parts.filter((part) => part.base !== null)
  const [first = one, ...others] = heads
  return [
    [place(report, row, first, one.origin, exact), instruction({ ...one, text: first.text }), figure],
    ...others.map((part): Cells => [place(report, row, part, 'own', exact), ['and ', code(part.text)], []]),
    ...former(heads, bases),
    ...(one.cause === null || one.head === null ? [] : causeRows(report, row, one.cause)),
  ]
}

/** What is gone has no line at the head to link to. */
function place(
  report: Report,
  row: ReportImage,
  one: Pick<InstructionPart, 'line' | 'head'>,
  origin: InstructionChange['origin'],
  exact: string,
): Phrase {
  if (one.line === null) return [origin === 'base' ? 'base image' : UNKNOWN]
  if (one.head === null) return [`was line ${one.line}`]
  return lineLink(report, row.dockerfile, one.line, exact)
}

function instruction(one: InstructionChange): Phrase {
  if (one.origin === 'own') return [...(one.head === null ? ['gone: '] : []), code(one.text)]
  return [
    ...(one.head === null ? ['gone: '] : []),
    code(/^FROM\s/i.test(one.text) ? one.text : `FROM ${one.text}`),
    ...was(one.was),
  ]
}

/** What the parts of a split or a joined instruction were. */
function former(heads: readonly InstructionPart[], bases: readonly InstructionPart[]): readonly Cells[] {
  const how = heads.length > bases.length ? 'split from ' : 'joined from '
  return bases.map((base, index): Cells => [
    base.line === null ? [] : [`was line ${base.line}`],
    [index === 0 ? how : 'and ', code(base.text)],
    [],
  ])
}

function causeRows(report: Report, row: ReportImage, cause: Cause): readonly Cells[] {
  const { kind, line, text, stage } = cause
  const who: Phrase =
    kind === 'image'
      ? ['from the image ', code(text)]
      : [
          'made by ',
          ...(line === null ? [] : [...lineLink(report, row.dockerfile, line, 'what made the files'), ', ']),
          code(text),
        ]
  const where: Phrase = stage === null ? [] : [', stage ', code(stage)]
  return [[[], [...who, ...where, ...was(cause.was)], []], ...inputRows(cause.inputs)]
}

function inputRows(inputs: readonly InputChange[]): readonly Cells[] {
  const more = inputs.length - MOST_INPUTS
  return [
    ...inputs.slice(0, MOST_INPUTS).map((input): Cells => [[], ['after ', ...change(input)], []]),
    ...(more > 0 ? [[[], [`and ${more} more ${more === 1 ? 'change' : 'changes'} before it`], []] as const] : []),
  ]
}

function change({ text, was: before }: InputChange): Phrase {
  if (text === null) return [code(before ?? ''), ', which is gone']
  return before === null ? [code(text), ', which is new'] : [code(text), ...was(before)]
}

function was(text: string | null): Phrase {
  return text === null ? [] : [', was ', code(text)]
}
