import type * as core from '@actions/core'
import type { Log } from '../log.js'
import type { Environment } from './event.js'
import { inert } from './workflow-command.js'

/** The functions of `@actions/core` that are used here. */
export type ActionsCore = Pick<
  typeof core,
  | 'info'
  | 'notice'
  | 'warning'
  | 'error'
  | 'setOutput'
  | 'setFailed'
  | 'setSecret'
  | 'startGroup'
  | 'endGroup'
  | 'summary'
>

/** A place in a file of the repository; `file` is relative to its root, lines start at 1. */
export interface Place {
  readonly file: string
  readonly line: number | null
  readonly endLine: number | null
}

export type AnnotationLevel = 'error' | 'warning' | 'notice'

/**
 * What a step can do to the runner around it, its log included; a warning is an annotation without a place.
 * Words given to it are printed as words, whatever they hold.
 */
export interface ActionHost extends Log {
  readonly annotate: (level: AnnotationLevel, message: string, title: string | null, place: Place | null) => void
  /** @throws Error when the runner gives no file for outputs. */
  readonly output: (name: string, value: string) => void
  /** @throws Error when the runner gives no file for summaries. */
  readonly summary: (markdown: string) => Promise<void>
  /** The step fails, with `message` as its error. It goes on running until it ends. */
  readonly fail: (message: string) => void
  /** The runner prints `***` for every line of `secret` from now on. */
  readonly mask: (secret: string) => void
}

/** The host of this process; loads `@actions/core`. */
export async function loadActionHost(env: Environment): Promise<ActionHost> {
  return actionHost(await import('@actions/core'), env)
}

export function actionHost(core: ActionsCore, env: Environment): ActionHost {
  return {
    info: (line) => core.info(inert(line)),
    warning: (message) => core.warning(message),
    annotate(level, message, title, place) {
      core[level](message, {
        ...(title === null ? {} : { title }),
        ...(place === null ? {} : { file: place.file }),
        ...(place?.line == null ? {} : { startLine: place.line }),
        ...(place?.endLine == null ? {} : { endLine: place.endLine }),
      })
    },
    output(name, value) {
      // Without the file core falls back to a command that runners no longer know.
      if (!env['GITHUB_OUTPUT']) throw new Error('GITHUB_OUTPUT is not set')
      core.setOutput(name, value)
    },
    async summary(markdown) {
      await core.summary.emptyBuffer().addRaw(markdown, true).write()
    },
    fail: (message) => core.setFailed(message),
    mask(secret) {
      for (const line of secret.split(/\r?\n/)) if (line.trim() !== '') core.setSecret(line)
    },
    async group(title, work) {
      core.startGroup(title)
      try {
        return await work()
      } finally {
        core.endGroup()
      }
    },
  }
}
