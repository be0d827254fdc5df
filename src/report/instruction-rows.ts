import type { InputChange } from '../explain/cause.js'
import type { InstructionChange, InstructionPart } from '../explain/instructions.js'
import type { Cells } from './blocks.js'
import { copiedImage, isDrift } from './drift.js'
import { count, exactBytes, UNKNOWN } from './figures.js'
import { lineLink } from './links.js'
import { code, name, type Phrase } from './phrase.js'
import type { Report, ReportImage } from './report.js'

/** How many changes of what the cause builds on are told. */
const MOST_INPUTS = 2

/**
 * The rows of one instruction: its place, its words and its `figure`; below them the other parts of a split or a joined
 * one, and what made the files that it copied. `exact` is told where its line is linked; a part tells what it weighs.
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
    [
      place(report, row, first, one.origin, exact),
      [...(isDrift(row, one) ? ['drift: '] : []), ...instruction(report, { ...one, text: first.text })],
      figure,
    ],
    ...others.map((part): Cells => [
      place(report, row, part, 'own', `${exactBytes(part.head ?? 0)} at the head`),
      ['and ', code(part.text)],
      [],
    ]),
    ...former(report, row, heads, bases),
    ...causeRows(report, row, one),
  ]
}

/** What is gone has no line at the head to link to; of two targets of one Dockerfile both have. */
function place(
  report: Report,
  row: ReportImage,
  one: Pick<InstructionPart, 'line' | 'head'>,
  origin: InstructionChange['origin'],
  exact: string,
): Phrase {
  if (one.line === null) return [origin === 'base' ? 'base image' : UNKNOWN]
  if (one.head === null && report.against === null) return [`was line ${one.line}`]
  return lineLink(report, row.dockerfile, one.line, exact)
}

function instruction({ against }: Report, one: InstructionChange): Phrase {
  const gone: Phrase = one.head === null ? [against === null ? 'gone: ' : 'left out: '] : []
  if (one.origin === 'own') return [...gone, code(one.text)]
  const before: Phrase =
    one.was === null || against === null ? was(one.was) : [', ', name(against.target), ' has ', code(one.was)]
  return [...gone, code(/^FROM\s/i.test(one.text) ? one.text : `FROM ${one.text}`), ...before]
}

/** What the parts of a split or a joined instruction were. */
function former(
  report: Report,
  row: ReportImage,
  heads: readonly InstructionPart[],
  bases: readonly InstructionPart[],
): readonly Cells[] {
  const how = heads.length > bases.length ? 'split from ' : 'joined from '
  return bases.map((base, index): Cells => [
    base.line === null ? [] : place(report, row, base, 'own', exactBytes(base.base ?? 0)),
    [index === 0 ? how : 'and ', code(base.text)],
    [],
  ])
}

function causeRows(report: Report, row: ReportImage, one: InstructionChange): readonly Cells[] {
  const { cause, head } = one
  // Nothing made what is gone, and an image that the instruction names was named.
  if (cause === null || head === null || (cause.was === null && copiedImage(one) !== null)) return []
  const { kind, line, text, stage } = cause
  const before: readonly Cells[] =
    cause.was === null ? [] : [[[], cause.was === text ? [OTHER_HEREDOC] : ['was ', code(cause.was)], []]]
  if (kind === 'image') return [[[], ['from the image ', code(text)], []], ...before]
  const where = line === null ? [] : lineLink(report, row.dockerfile, line, 'what made the files')
  const who: Phrase = ['made ', ...(stage === null ? [] : ['in ', name(stage), ' ']), 'by ', code(text)]
  return [[where, who, []], ...before, ...inputRows(cause.inputs)]
}

/** What is in it is not shown, so that there is nothing more to say. */
const OTHER_HEREDOC = 'with another heredoc'

function inputRows(inputs: readonly InputChange[]): readonly Cells[] {
  const more = inputs.length - MOST_INPUTS
  return [
    ...inputs.slice(0, MOST_INPUTS).map((input): Cells => [[], ['before it: ', ...change(input)], []]),
    ...(more > 0 ? [[[], [`before it: ${count(more, 'more change', 'more changes')}`], []] as const] : []),
  ]
}

function change({ text, was: before }: InputChange): Phrase {
  if (text === null) return [code(before ?? ''), ', gone']
  if (before === null) return [code(text), ', new']
  return before === text ? [code(text), ', ', OTHER_HEREDOC] : [code(text), ...was(before)]
}

function was(text: string | null): Phrase {
  return text === null ? [] : [', was ', code(text)]
}
