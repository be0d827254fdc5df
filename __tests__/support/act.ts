import { execFile, spawn } from 'node:child_process'
import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import type { Environment } from './engines.js'

const execute = promisify(execFile)

/** What a job that act ran came to. */
export interface ActRun {
  readonly result: 'success' | 'failure'
  /** Outputs of all steps, by name. */
  readonly outputs: Readonly<Record<string, string>>
  readonly summary: string
  /** Annotations, as `level: message`. */
  readonly annotations: readonly string[]
  /** Everything that steps printed. */
  readonly log: string
}

export interface ActJob {
  /** A working tree with `.github/workflows`. */
  readonly repository: string
  /** An empty directory for everything that act writes. */
  readonly scratch: string
  readonly event: object
  /** Directory with action.yml, in place of `OWNER/docker-size-gate@v1`. */
  readonly action: string
  readonly slug: string
  readonly apiUrl: string
  readonly token: string
  readonly env: Environment
}

/** Runs the pull request's workflows on this very machine, without containers. */
export async function runAct(job: ActJob): Promise<ActRun> {
  const { stdout: act } = await execute('script/lib/tool', ['act'])
  const event = join(job.scratch, 'event.json')
  await mkdir(join(job.scratch, 'home'), { recursive: true })
  await writeFile(event, JSON.stringify(job.event))
  const args = [
    'pull_request',
    '--json',
    '--platform=ubuntu-latest=-self-hosted',
    '--no-cache-server',
    `--eventpath=${event}`,
    `--secret=GITHUB_TOKEN=${job.token}`,
    `--env=GITHUB_API_URL=${job.apiUrl}`,
    `--env=GITHUB_REPOSITORY=${job.slug}`,
    `--local-repository=OWNER/docker-size-gate@v1=${job.action}`,
  ]
  const lines = await linesOf(act.trim(), args, {
    cwd: job.repository,
    env: {
      ...job.env,
      // act runs the `node` it finds: as the real runner's node24, that of these tests.
      PATH: `${dirname(process.execPath)}:${job.env['PATH'] ?? ''}`,
      HOME: join(job.scratch, 'home'),
      XDG_CACHE_HOME: join(job.scratch, 'cache'),
      TMPDIR: job.scratch,
    },
  })
  return resultOf(lines.flatMap(entryOf))
}

/** One line of `act --json`. */
interface Entry {
  readonly command?: string
  readonly name?: string
  readonly arg?: string
  readonly content?: string
  readonly jobResult?: 'success' | 'failure'
  readonly raw_output?: boolean
  readonly msg?: string
}

function linesOf(
  command: string,
  args: readonly string[],
  options: { readonly cwd: string; readonly env: NodeJS.ProcessEnv },
): Promise<readonly string[]> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] })
    let text = ''
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (chunk: string) => (text += chunk))
    }
    child.on('error', reject)
    child.on('close', () => resolve(text.split('\n')))
  })
}

function entryOf(line: string): Entry[] {
  return line.startsWith('{') ? [JSON.parse(line) as Entry] : []
}

function resultOf(entries: readonly Entry[]): ActRun {
  const log = entries.flatMap(({ raw_output: raw, msg }) => (raw === true ? (msg ?? '') : [])).join('')
  const result = entries.find(({ jobResult }) => jobResult !== undefined)?.jobResult
  if (result === undefined) throw new Error(`act ran no job:\n${entries.map(({ msg }) => msg ?? '').join('\n')}`)
  return {
    result,
    outputs: Object.fromEntries(
      entries.flatMap(({ command, name, arg }) =>
        command === 'set-output' && name !== undefined ? [[name, arg ?? '']] : [],
      ),
    ),
    summary: entries.find(({ command }) => command === 'summary')?.content ?? '',
    annotations: entries.flatMap(({ command, arg }) =>
      command === 'error' || command === 'warning' || command === 'notice' ? [`${command}: ${arg ?? ''}`] : [],
    ),
    log,
  }
}
