import { mkdir, mkdtemp, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { annotations } from '../report/annotations.js'
import { headlineOf } from '../report/headline.js'
import { renderJson } from '../report/json.js'
import { renderMarkdown } from '../report/markdown.js'
import { outputsOf } from '../report/outputs.js'
import { plain } from '../report/phrase.js'
import type { Report, ReportImage } from '../report/report.js'
import { stateOf } from '../report/state.js'
import { renderText } from '../report/text.js'
import type { Request } from '../request/request.js'
import { writeAnnotations } from './annotations.js'
import type { GithubClient } from './client.js'
import { type CommentOutcome, publishComment } from './comment.js'
import { type EventContext, readOnlyCause } from './event.js'
import type { ActionHost } from './host.js'
import { defaultCommentKey, MAX_BODY } from './marker.js'
import { writeOutputs } from './outputs.js'
import { MAX_SUMMARY_BYTES, writeSummary } from './summary.js'

/** Where a report is published. */
export interface Stage {
  readonly host: ActionHost
  readonly event: EventContext
  /** null: there is no token. */
  readonly client: GithubClient | null
  /** Directory for the files of the outputs; absolute. */
  readonly directory: string
}

/** A character of UTF-16 has up to three bytes of UTF-8. */
const MAX_SUMMARY_LENGTH = Math.floor(MAX_SUMMARY_BYTES / 3)

/**
 * Says on GitHub what the report says: log, files, annotations, job summary, comment, outputs; fails the step where the
 * verdict asks for it. In the mode `measure` only log, files and outputs.
 */
export async function publishReport(report: Report, request: Request, stage: Stage): Promise<void> {
  const { host } = stage
  const { publishing, mode } = request
  for (const line of renderText(report, { colour: true, width: 120 }).trimEnd().split('\n')) host.info(line)
  const files = await writeFiles(report, stage.directory)
  const speaks = mode === 'gate'
  if (speaks && publishing.annotations) {
    const remarks = annotations(report).map(({ level, title, message, file, line }) => ({
      level,
      title,
      message,
      place: { file, line, endLine: null },
    }))
    writeAnnotations(remarks, host)
  }
  const summarised =
    speaks &&
    publishing.summary &&
    (await writeSummary(renderMarkdown(report, { maxLength: MAX_SUMMARY_LENGTH }), host))
  const comment = speaks ? await commentOn(report, request, stage, summarised) : null
  if (comment?.reason != null) host.info(comment.reason)
  writeOutputs({ ...outputsOf(report), ...files, 'comment-url': comment?.url ?? null }, host)
  if (report.verdict === 'breach') {
    const { words, lead } = headlineOf(report)
    host.fail([plain(words), ...(lead === null ? [] : [plain(lead)])].join(': '))
  }
}

async function writeFiles(report: Report, directory: string): Promise<{ report: string; markdown: string }> {
  await mkdir(directory, { recursive: true })
  const own = await mkdtemp(join(directory, 'report-'))
  const files = { report: join(own, 'report.json'), markdown: join(own, 'report.md') }
  await writeFile(files.report, renderJson(report))
  await writeFile(files.markdown, renderMarkdown(report, { maxLength: MAX_BODY }))
  return files
}

async function commentOn(
  report: Report,
  { publishing }: Request,
  { event, client }: Stage,
  summarised: boolean,
): Promise<CommentOutcome> {
  const state = stateOf(report)
  return publishComment(
    {
      mode: publishing.comment,
      key: publishing.commentKey ?? defaultCommentKey(event),
      body: renderMarkdown(report, { maxLength: MAX_BODY }),
      slower: renderMarkdown(slower(report), { maxLength: MAX_BODY }),
      state: {
        changed: state !== 'unchanged' && state !== 'moved' && state !== 'empty',
        breached: state === 'breach' || state === 'accepted' || state === 'failed' || state === 'warned',
      },
      pullRequest: event.pullRequest?.number ?? null,
      readOnly: readOnlyCause(event),
      elsewhere: summarised ? 'the job summary' : 'this log',
    },
    client,
  )
}

/** The same of a run that took longer, and found nothing in the builder's cache. */
function slower(report: Report): Report {
  const hour = 3_600_000
  const images = report.images.map((row): ReportImage => {
    const head =
      row.work.head === null ? null : { ...row.work.head, cached: 0, duration: row.work.head.duration + hour }
    return { ...row, work: { ...row.work, head } }
  })
  return { ...report, images, times: { build: report.times.build + hour, total: report.times.total + hour } }
}
