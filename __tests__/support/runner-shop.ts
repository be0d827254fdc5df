import type { Github } from './github-server.js'
import { runStep, type Step, type StepResult } from './runner.js'
import { pullRequestEvent, type PullOptions, type RunnerEvent } from './runner-events.js'
import { checkOut, stateOf, type Hosted, type PullState, type Workspace } from './runner-workspace.js'

/** `data`, which a stage gathers and line 6 ships, is the size of the image but for the 6 bytes of `notes.txt`. */
export const DOCKERFILE = `FROM scratch AS assets
COPY data /data

FROM scratch
COPY notes.txt /notes.txt
COPY --from=assets /data /srv/data
`

export const NOTES = 'notes\n'

/** A file of so many bytes. */
export function data(bytes: number): Buffer {
  return Buffer.alloc(bytes, 'size gate ')
}

export const SHOP = { Dockerfile: DOCKERFILE, data: data(100_000), 'notes.txt': NOTES }

/** What a step may say besides the commit that it runs on. */
export type StepOptions = Pick<Step, 'with' | 'env' | 'job'> & PullOptions

/** Jobs that each check a commit out into a workspace of their own and run the action there, which may not touch it. */
export interface Jobs {
  readonly onPull: (hosted: Hosted, state: PullState, github: Github, options?: StepOptions) => Promise<StepResult>
  readonly on: (hosted: Hosted, event: RunnerEvent, github: Github, options?: StepOptions) => Promise<StepResult>
  /** Takes the workspaces away. */
  readonly remove: () => Promise<void>
}

export function jobs(): Jobs {
  const workspaces: Workspace[] = []
  const on: Jobs['on'] = async (hosted, event, github, options = {}) => {
    const workspace = await checkOut(hosted, event.sha, event.ref)
    workspaces.push(workspace)
    const before = await stateOf(workspace)
    const result = await runStep({ ...options, workspace, event, github })
    const after = await stateOf(workspace)
    if (after !== before) throw new Error(`the step touched its workspace:\n${before}\nis now\n${after}`)
    return result
  }
  return {
    on,
    onPull: (hosted, state, github, options = {}) =>
      on(hosted, pullRequestEvent(hosted, state, options), github, options),
    remove: async () => {
      await Promise.all(workspaces.map((workspace) => workspace.remove()))
    },
  }
}

/** The first line of a comment that a reader sees: below the marker. */
export function headlineOf(body: string | undefined): string {
  return body?.split('\n')[1] ?? ''
}

/** The comment without its marker and the times, which differ from run to run. */
export function tellingOf(markdown: string): string {
  return markdown
    .replace(/^<!-- size-gate .*\n/, '')
    .replace(/^- Building took .*$/m, '')
    .trim()
}

/** The calls that change something. */
export function writesOf(github: Github): readonly string[] {
  return github.calls.filter((call) => /create|update|delete/.test(call))
}
