import type { Instruction } from './stage-graph.js'

/** What runs a RUN that is a heredoc and nothing else, or a shell that a heredoc is handed to (BuildKit's dockerfile2llb, dispatchRun). */
const TO_SHELL =
  /^(RUN\s+(?:--\S+\s+)*)(?:(?:\/(?:usr\/)?bin\/)?(?:ba|da|a|k|z)?sh(?:\s+(?:[-+]\S+|pipefail))*\s*)?<<\S+$/i

/** Of a script that something else than a shell runs: its first line says so. */
const OTHER_INTERPRETER = /^\s*#!(?!.*\b(?:ba|da|a|k|z)?sh\b)/

const NESTED = /<<-?\s*(['"]?)(\w+)\1/

/** An instruction with the commands that its heredocs, of which `bodies` are the texts, have a shell run. */
export function withScript(instruction: Omit<Instruction, 'commands'>, bodies: readonly string[]): Instruction {
  const { text } = instruction
  const [body = '', ...others] = bodies
  const [, start] = TO_SHELL.exec(text) ?? []
  const isScript = start !== undefined && others.length === 0 && !OTHER_INTERPRETER.test(body)
  return { ...instruction, commands: isScript ? `${start}\n${commandsIn(body)}` : text }
}

/** What a shell would run, line by line, without what it would hand on to programs in heredocs of its own. */
function commandsIn(script: string): string {
  const commands: string[] = []
  let until: string | null = null
  for (const line of script.replace(/\\\n/g, '').split('\n')) {
    const content = line.trim()
    if (until !== null) {
      if (content === until) until = null
    } else if (content !== '' && !content.startsWith('#')) {
      commands.push(content)
      until = NESTED.exec(content)?.[2] ?? null
    }
  }
  return commands.join('\n')
}
