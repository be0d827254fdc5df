import { readFile } from 'node:fs/promises'
import { check, runGate } from './compose.js'
import { GateError, Interrupted } from './errors.js'
import { isActions, readEvent } from './github/event.js'
import { renderJson } from './report/json.js'
import { renderMarkdown } from './report/markdown.js'
import type { Report } from './report/report.js'
import { renderText } from './report/text.js'
import { type Arguments, readArguments } from './request/arguments.js'
import { helpText } from './request/help.js'
import { checkText } from './report/check-text.js'
import { terminalLog } from './terminal-log.js'
import { withWorld } from './with-world.js'

/** Exit codes: the base of the contract's three, and the shell's own for a signal. */
const EXIT = { fine: 0, breach: 1, trouble: 2, SIGINT: 130, SIGTERM: 143 } as const

/** The command's entry: `words` are its arguments. Sets the process's exit code; throws nothing. */
export async function command(words: readonly string[], version: string): Promise<void> {
  try {
    process.exitCode = await run(readArguments(words), version)
  } catch (error) {
    process.exitCode = error instanceof Interrupted ? EXIT[error.signal] : EXIT.trouble
    process.stderr.write(`${describe(error)}\n`)
  }
}

async function run(given: Arguments, version: string): Promise<number> {
  if (given.command === 'help') return print(helpText())
  if (given.command === 'version') return print(`${version}\n`)
  const { env } = process
  const log = terminalLog(process.stderr, given.quiet)
  return withWorld(env, log, async (world) => {
    const question = { inputs: given.inputs, against: given.against, repositoryName: env['GITHUB_REPOSITORY'] ?? null }
    if (given.command === 'check') return print(checkText(await check(question, world)))
    // In a workflow's `run:` step the base is chosen as the action would choose it.
    const event = await readEvent(isActions(env) ? env : {}, (path) => readFile(path, 'utf8'))
    const report = await runGate(
      {
        ...question,
        event: event.facts,
        repositoryUrl: null,
        acceptance: () => Promise.resolve(null),
        publish: async (result) => {
          await print(rendered(result, given.output))
        },
      },
      world,
    )
    if (report.images.some(({ status }) => status === 'failed')) return EXIT.trouble
    return report.verdict === 'breach' ? EXIT.breach : EXIT.fine
  })
}

function rendered(report: Report, output: Arguments['output']): string {
  switch (output) {
    case 'json':
      return renderJson(report)
    case 'markdown':
      return renderMarkdown(report, { maxLength: Number.POSITIVE_INFINITY })
    case 'text': {
      const { stdout, env } = process
      const colour = stdout.isTTY && (env['NO_COLOR'] ?? '') === ''
      return renderText(report, { colour, width: stdout.isTTY ? stdout.columns : 80 })
    }
  }
}

function print(text: string): Promise<number> {
  return new Promise((resolve, reject) => {
    process.stdout.write(text, (error) => (error == null ? resolve(EXIT.fine) : reject(error)))
  })
}

function describe(error: unknown): string {
  if (error instanceof GateError) return `size-gate: ${error.message}${error.hint === null ? '' : `\n${error.hint}`}`
  if (error instanceof Interrupted) return `size-gate: ${error.message}; everything was cleared away`
  const words = error instanceof Error ? (error.stack ?? error.message) : String(error)
  return `size-gate: this is a defect of size-gate itself; please report it with the following:\n${words}`
}
