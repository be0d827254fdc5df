import { commandsIn } from '../shell-script.js'
import type { Instruction } from './stage-graph.js'

/** What runs a RUN that is a heredoc and nothing else, or a shell that a heredoc is handed to (BuildKit's dockerfile2llb, dispatchRun). */
const TO_SHELL =
  /^(RUN\s+(?:--\S+\s+)*)(?:(?:\/(?:usr\/)?bin\/)?(?:ba|da|a|k|z)?sh(?:\s+(?:[-+]\S+|pipefail))*\s*)?<<\S+$/i

/** Of a script that something else than a shell runs: its first line says so. */
const OTHER_INTERPRETER = /^\s*#!(?!.*\b(?:ba|da|a|k|z)?sh\b)/

/** An instruction with its heredocs, of which `bodies` are the texts. */
export function withHeredocs(
  instruction: Omit<Instruction, 'commands' | 'whole'>,
  bodies: readonly string[],
): Instruction {
  const { text } = instruction
  const [body = '', ...others] = bodies
  const [, start] = TO_SHELL.exec(text) ?? []
  const isScript = start !== undefined && others.length === 0 && !OTHER_INTERPRETER.test(body)
  const commands = isScript ? `${start}\n${commandsIn(body)}` : text
  return { ...instruction, commands, whole: [text, ...bodies].join('\n') }
}
