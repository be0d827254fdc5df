import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, watch } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { parse } from 'yaml'
import { docker, engineEnv, type Environment } from './engines.js'
import type { Github } from './github-server.js'
import { type RunnerEvent, SLUG } from './runner-events.js'
import { readLog, readPairs, type WorkflowCommand } from './runner-log.js'
import type { Workspace } from './runner-workspace.js'

/** A step that uses the action. */
export interface Step {
  readonly workspace: Workspace
  readonly event: RunnerEvent
  readonly github: Pick<Github, 'url' | 'token'>
  /** The step's `with`. */
  readonly with?: Readonly<Record<string, string>>
  /** Laid over the environment; undefined takes a variable away. */
  readonly env?: Environment
  readonly workflow?: string
  readonly job?: string
}

/** What the runner has of a step that ended. */
export interface StepResult {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
  /** The log without commands, as printed: nothing is masked. */
  readonly log: string
  readonly commands: readonly WorkflowCommand[]
  readonly outputs: ReadonlyMap<string, string>
  readonly summary: string
  /** What was written to the files for variables, paths and state: nothing, for this action. */
  readonly otherFiles: string
  /** The ids of the runs that it made scratch directories for. */
  readonly runs: readonly string[]
  /** What the step left of its own: in RUNNER_TEMP, on the engine, and what still runs. */
  readonly left: readonly string[]
}

export interface StartedStep {
  readonly child: ChildProcess
  readonly ended: Promise<StepResult>
  /** Settles when the log has these words. */
  readonly says: (words: string) => Promise<void>
}

interface ActionManifest {
  readonly inputs: Readonly<Record<string, { readonly default?: string }>>
  readonly runs: { readonly using: string; readonly main: string }
}

const manifest = parse(readFileSync('action.yml', 'utf8')) as ActionManifest

/** The Node that `using: node24` names, whatever Node runs the tests. */
const NODE = resolve('node_modules/.bin/node')
const FILES = ['output', 'summary', 'env', 'path', 'state'] as const

/** Runs the built action to its end, as GitHub's runner runs it. */
export async function runStep(step: Step): Promise<StepResult> {
  return (await startStep(step)).ended
}

export async function startStep(step: Step): Promise<StartedStep> {
  if (manifest.runs.using !== 'node24') throw new Error(`action.yml uses ${manifest.runs.using}`)
  const engine = await engineEnv('classic')
  const run = await mkRunDirectory(step.workspace.runner)
  const env = { ...(await environmentOf(step, run, engine)), ...step.env }
  const made = new Set<string>()
  const watcher = watch(run.temporary, (_, name) => {
    if (name?.startsWith('size-gate-') === true) made.add(name)
  })
  const child = spawn(NODE, [resolve(manifest.runs.main)], {
    cwd: step.workspace.directory,
    env: env,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  const listeners = new Set<() => void>()
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text
      for (const listener of listeners) listener()
    })
  }
  const ended = new Promise<{ code: number | null; signal: NodeJS.Signals | null }>((settle, reject) => {
    child.on('error', reject)
    child.on('close', (code, signal) => settle({ code, signal }))
  }).then(async (end) => {
    watcher.close()
    const { commands, lines } = readLog(output)
    return {
      ...end,
      commands,
      log: lines.join('\n'),
      outputs: readPairs(read(run.file('output'))),
      summary: read(run.file('summary')),
      otherFiles: read(run.file('env')) + read(run.file('path')) + read(run.file('state')),
      runs: [...made],
      left: [...scratchIn(run.temporary), ...(await imagesOf([...made], engine)), ...processesWith(run.temporary)],
    }
  })
  const says = (words: string): Promise<void> =>
    new Promise((settle, reject) => {
      const listener = (): void => {
        if (!output.includes(words)) return
        listeners.delete(listener)
        settle()
      }
      listeners.add(listener)
      listener()
      ended.then(() => reject(new Error(`the step ended without "${words}":\n${output}`)), reject)
    })
  return { child, ended, says }
}

/** The annotations of a step; a place is there where it has one. */
export function annotationsOf({ commands }: StepResult): readonly {
  readonly level: string
  readonly file: string | null
  readonly line: number | null
  readonly title: string | null
  readonly message: string
}[] {
  return commands
    .filter(({ name }) => ['error', 'warning', 'notice'].includes(name))
    .map(({ name, message, properties: { file = null, line, title = null } }) => ({
      level: name,
      file,
      line: line === undefined ? null : Number(line),
      title,
      message,
    }))
}

interface RunDirectory {
  readonly temporary: string
  readonly file: (name: (typeof FILES)[number] | 'event') => string
}

/** RUNNER_TEMP is a job's: all its steps share it. The files for commands are a step's own. */
async function mkRunDirectory(runner: string): Promise<RunDirectory> {
  const temporary = join(runner, '_temp')
  const own = join(temporary, '_runner_file_commands', String(countOf(join(temporary, '_runner_file_commands'))))
  await mkdir(own, { recursive: true })
  const file = (name: string): string => join(own, name)
  for (const name of FILES) await writeFile(file(name), '')
  return { temporary, file }
}

function countOf(directory: string): number {
  return existsSync(directory) ? readdirSync(directory).length : 0
}

async function environmentOf(step: Step, run: RunDirectory, engine: Environment): Promise<Environment> {
  const { event, github, workspace, workflow = 'CI', job = 'images' } = step
  await writeFile(run.file('event'), JSON.stringify(event.payload, null, 2))
  const home = join(workspace.runner, 'home')
  await mkdir(home, { recursive: true })
  return {
    PATH: engine['PATH'],
    HOME: home,
    DOCKER_HOST: engine['DOCKER_HOST'],
    DOCKER_CONFIG: engine['DOCKER_CONFIG'],
    CI: 'true',
    GITHUB_ACTIONS: 'true',
    GITHUB_ACTION: '__self',
    GITHUB_ACTION_PATH: resolve('.'),
    GITHUB_ACTOR: event.actor,
    GITHUB_API_URL: github.url,
    GITHUB_BASE_REF: event.name === 'pull_request' ? 'main' : '',
    GITHUB_ENV: run.file('env'),
    GITHUB_EVENT_NAME: event.name,
    GITHUB_EVENT_PATH: run.file('event'),
    GITHUB_GRAPHQL_URL: `${github.url}/graphql`,
    GITHUB_JOB: job,
    GITHUB_OUTPUT: run.file('output'),
    GITHUB_PATH: run.file('path'),
    GITHUB_REF: event.ref,
    GITHUB_REF_NAME: event.ref.replace(/^refs\/(heads|pull)\//, ''),
    GITHUB_REPOSITORY: SLUG,
    GITHUB_REPOSITORY_OWNER: SLUG.split('/')[0],
    GITHUB_RUN_ATTEMPT: '1',
    GITHUB_RUN_ID: '1234567890',
    GITHUB_RUN_NUMBER: '42',
    GITHUB_SERVER_URL: 'https://github.com',
    GITHUB_SHA: event.sha,
    GITHUB_STATE: run.file('state'),
    GITHUB_STEP_SUMMARY: run.file('summary'),
    GITHUB_WORKFLOW: workflow,
    GITHUB_WORKSPACE: workspace.directory,
    RUNNER_ARCH: 'X64',
    RUNNER_NAME: 'runner',
    RUNNER_OS: 'Linux',
    RUNNER_TEMP: run.temporary,
    RUNNER_TOOL_CACHE: join(workspace.runner, '_tool'),
    ...inputsOf(step),
  }
}

/** `INPUT_NAME` for every input of action.yml: what the step says, else the default. */
function inputsOf(step: Step): Environment {
  const { with: given = {}, github } = step
  const unknown = Object.keys(given).filter((name) => !Object.hasOwn(manifest.inputs, name))
  if (unknown.length > 0) throw new Error(`action.yml has no input ${unknown.join(', ')}`)
  return Object.fromEntries(
    Object.entries(manifest.inputs).map(([name, { default: otherwise = '' }]) => [
      `INPUT_${name.replaceAll(' ', '_').toUpperCase()}`,
      given[name] ?? otherwise.replace('${{ github.token }}', github.token),
    ]),
  )
}

function scratchIn(temporary: string): readonly string[] {
  return readdirSync(temporary).filter((name) => name.startsWith('size-gate-'))
}

/** The command lines of processes that have `words` in their environment; Linux only. */
function processesWith(words: string): readonly string[] {
  const ids = existsSync('/proc/self/environ') ? readdirSync('/proc').filter((name) => /^\d+$/.test(name)) : []
  return ids.flatMap((id) => {
    try {
      return read(`/proc/${id}/environ`).includes(words) ? [read(`/proc/${id}/cmdline`).replaceAll('\0', ' ')] : []
    } catch {
      // It ended meanwhile, or is not ours to read.
      return []
    }
  })
}

async function imagesOf(runs: readonly string[], engine: Environment): Promise<readonly string[]> {
  const found = await Promise.all(
    runs.map((id) => docker(engine, 'image', 'ls', '--all', '--quiet', '--filter', `label=size-gate.run=${id}`)),
  )
  return found.flatMap((ids) => ids.split('\n')).filter((id) => id !== '')
}

function read(path: string): string {
  return readFileSync(path, 'utf8')
}
