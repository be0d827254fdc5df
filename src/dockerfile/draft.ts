import type { Command } from './command.js'
import { type Meaning, readInstruction } from './instruction.js'
import { type GlobalArg } from './global-scope.js'
import type { LogicalLine } from './lines.js'
import { at, Refusal } from './refusal.js'
import { withHeredocs } from './with-heredocs.js'
import { trimEnd, trimStart } from './space.js'
import type { Instruction } from './stage-graph.js'

/** An instruction with what it means. */
export interface DraftInstruction {
  readonly instruction: Instruction
  readonly meaning: Meaning
}

/** A stage before its base and its sources are looked up. */
export interface DraftStage {
  readonly from: Extract<Meaning, { readonly kind: 'FROM' }>
  /** FROM first. */
  readonly body: readonly DraftInstruction[]
}

/**
 * Sorts instructions into stages and the ARGs before them (`Parse` in BuildKit's instructions/parse.go). Throws a
 * Refusal with a line for an instruction that BuildKit refuses, and for one that stands before the first FROM.
 */
export function draftStages(lines: readonly LogicalLine[]): {
  readonly stages: readonly DraftStage[]
  readonly globalArgs: readonly GlobalArg[]
} {
  const stages: { readonly from: DraftStage['from']; readonly body: DraftInstruction[] }[] = []
  const globalArgs: GlobalArg[] = []
  for (const line of lines) {
    const { start } = line.lines
    const meaning = at(start, () => readInstruction(line.command))
    const entry = { instruction: quoted(line), meaning }
    const stage = stages.at(-1)
    if (meaning.kind === 'FROM') stages.push({ from: meaning, body: [entry] })
    else if (stage !== undefined) stage.body.push(entry)
    else if (meaning.kind === 'ARG') globalArgs.push({ pairs: meaning.pairs, line: start })
    else
      throw new Refusal(
        `${line.command.keyword.toUpperCase()} before the first FROM`,
        'only ARG may stand there',
        start,
      )
  }
  return { stages, globalArgs }
}

function quoted({ command, pieces, heredocs, lines }: LogicalLine): Instruction {
  const text = trimEnd(trimStart(pieces.map((piece) => piece.text).reduce(joined, '')))
  const read = ({ keyword }: Command, words: string): Instruction =>
    withHeredocs({ keyword: keyword.toUpperCase(), text: words, lines }, heredocs)
  const { trigger } = command
  const instruction = read(command, text)
  // Behind the keyword of ONBUILD.
  return trigger === null ? instruction : { ...instruction, trigger: read(trigger, text.replace(/^\S+\s+/, '')) }
}

/** Whatever white space stands where two lines meet is one space; where there is none, none is added. */
function joined(left: string, right: string): string {
  const before = trimEnd(left)
  const after = trimStart(right)
  const apart = before !== left || after !== right
  return apart && before !== '' && after !== '' ? `${before} ${after}` : before + after
}
