import type { BuildFailure } from '../builder/method.js'
import { NO_TARGET } from '../no-target.js'
import type { Block, Detail } from './blocks.js'
import { lineLink } from './links.js'
import { code, name, prose, type Phrase } from './phrase.js'
import type { Report } from './report.js'
import { lacksBase, stateOf } from './state.js'

/** The sentence on the failure that the headline is about; null where it is about something else. */
export function failureLead(report: Report): Phrase | null {
  const told = toldFailure(report)
  return told === null ? null : wordsOf(report, told)
}

function toldFailure(report: Report): BuildFailure | null {
  const state = stateOf(report)
  if (state !== 'failed' && (state !== 'unjudged' || !lacksBase(report))) return null
  const side = state === 'failed' ? 'head' : 'base'
  const failures = distinctFailures(report)
  const any = report.against === null ? null : (failures[0] ?? null)
  return failures.find((failure) => failure.side === side) ?? any
}

/**
 * What did not build, each step once however many targets it took down, with the end of its log and the way out. Of the
 * failure that the headline tells only the log.
 */
export function failureBlocks(report: Report, detail: Detail): readonly Block[] {
  const told = toldFailure(report)
  const failures = distinctFailures(report)
  const ordered = told === null ? failures : [told, ...failures.filter((failure) => failure !== told)]
  const hidden = ordered.length - detail.failures
  const blocks = ordered.slice(0, detail.failures).flatMap((failure) => {
    const words = failure === told ? [] : [{ kind: 'words' as const, words: wordsOf(report, failure) }]
    const lines = detail.logLines === 0 ? [] : failure.log.slice(-detail.logLines)
    return [...words, ...(lines.length === 0 ? [] : [{ kind: 'log' as const, lines }])]
  })
  return hidden > 0 && detail.failures > 0
    ? [...blocks, { kind: 'words', words: [`and ${hidden} more failures`] }]
    : blocks
}

/** The head's failures before the base's; one for each step, which two targets that are compared may share. */
export function distinctFailures(report: Report): readonly BuildFailure[] {
  const sideOf = (side: string): string => (report.against === null ? side : '')
  const seen = new Map<string, BuildFailure>()
  for (const failure of report.images.flatMap((row) => row.failures)) {
    const { side, dockerfile, line, instruction, message } = failure
    const id = JSON.stringify([sideOf(side), dockerfile, line, instruction, message])
    if (!seen.has(id)) seen.set(id, failure)
  }
  const all = [...seen.values()]
  return [...all.filter(({ side }) => side === 'head'), ...all.filter(({ side }) => side === 'base')]
}

/** `At the base, line 9 of Dockerfile failed, RUN npm ci: exit code: 1.` */
function wordsOf(report: Report, failure: BuildFailure): Phrase {
  const { side, target, dockerfile, line, instruction, message, hint } = failure
  const where: Phrase =
    line === null
      ? []
      : [
          ...(side === 'head' || report.against !== null
            ? lineLink(report, dockerfile, line, 'the step that failed')
            : [`line ${line}`]),
          ' of ',
        ]
  return [
    ...(report.against !== null && target !== NO_TARGET
      ? [name(target), ' fails at ']
      : [side === 'base' ? 'The base fails at ' : 'It fails at ']),
    ...where,
    code(dockerfile),
    ...(instruction === null ? [] : [', ', code(instruction)]),
    ': ',
    prose(message),
    ...(hint === null ? [] : [/[.!?]$/.test(message) ? ' ' : '. ', prose(hint)]),
  ]
}
