// The side-by-side benchmark: each of ours against what anyone would do without it, in one run.
//   npm run bench               everything
//   npm run bench -- --runs 15  more runs for each row (7 unless told)
// Every row alternates A B A B after one warm-up. What counts is the median of the pairwise ratios: a machine that gets
// slower or faster while it runs changes both halves of a pair.
import { execFile, spawn } from 'node:child_process'
import { cp, mkdtemp, readFile, rm } from 'node:fs/promises'
import { arch, cpus, tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { fileURLToPath } from 'node:url'
import { parseArgs, promisify } from 'node:util'

const execute = promisify(execFile)
const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const { values } = parseArgs({ options: { runs: { type: 'string', default: '7' } } })
const runs = Number(values.runs)
if (!Number.isInteger(runs) || runs < 1) throw new Error(`--runs ${values.runs}: a whole number from 1 on is wanted`)

const LABEL = 'size-gate.bench'
const TARGETS = ['builder', 'test', 'final']
const IDENTITY = ['-c', 'user.name=bench', '-c', 'user.email=bench@example.com', '-c', 'commit.gpgsign=false']

/** Runs a command to its end and returns its milliseconds. */
function time({ command, args, cwd, env = process.env, input = '', codes = [0] }) {
  return new Promise((resolve, reject) => {
    const start = performance.now()
    const child = spawn(command, args, { cwd, env, stdio: ['pipe', 'ignore', 'pipe'] })
    let said = ''
    child.stderr.on('data', (chunk) => (said += chunk))
    child.on('error', reject)
    child.on('close', (code) => {
      if (codes.includes(code)) resolve(performance.now() - start)
      else reject(new Error(`${command} ${args.join(' ')} ended with ${code}:\n${said}`))
    })
    child.stdin.end(input)
  })
}

const script =
  (...commands) =>
  async () => {
    let sum = 0
    for (const command of commands) sum += await time(command)
    return sum
  }

async function compare(name, ours, theirs) {
  await ours()
  await theirs()
  const pairs = []
  for (let run = 0; run < runs; run++) pairs.push([await ours(), await theirs()])
  const ratios = pairs.map(([a, b]) => a / b).sort((a, b) => a - b)
  print([
    name,
    `${Math.round(median(pairs.map(([a]) => a)))} ms`,
    `${Math.round(median(pairs.map(([, b]) => b)))} ms`,
    median(ratios).toFixed(2),
    `${ratios[0].toFixed(2)} to ${ratios.at(-1).toFixed(2)}`,
  ])
}

function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
}

const WIDTHS = [58, 10, 10, 7, 16]
function print(cells) {
  console.log(
    cells.map((cell, index) => (index === 0 ? cell.padEnd(WIDTHS[0]) : cell.padStart(WIDTHS[index]))).join(''),
  )
}

/** The service of examples/ as a repository with a change on top, and its base's tree beside it. */
async function makeProject(scratch) {
  const head = join(scratch, 'head')
  const base = join(scratch, 'base')
  const git = (...args) => execute('git', [...IDENTITY, ...args], { cwd: head })
  await cp(join(root, 'examples/service'), head, { recursive: true })
  await cp(join(root, 'examples/service'), base, { recursive: true })
  await git('init', '--quiet', '--initial-branch=main')
  await git('add', '--all')
  await git('commit', '--quiet', '--message=base')
  await git('checkout', '--quiet', '-b', 'change')
  await git('apply', join(root, 'examples/changes/within-budget.patch'))
  await git('commit', '--quiet', '--all', '--message=change')
  return { head, base }
}

/** The environment that points docker at this project's engine with that store, which runs then. */
async function engine(store) {
  await execute(join(root, 'script/engine'), [store, 'start'])
  const words = ['-c', 'eval "$("$0" "$1" env)" && env -0', join(root, 'script/engine'), store]
  const { stdout } = await execute('bash', words)
  const env = Object.fromEntries(stdout.split('\0').map((line) => line.split(/=(.*)/s).slice(0, 2)))
  await execute(join(root, 'script/base-images'), ['golang:1.26-bookworm'], { env })
  return env
}

function bake(context, env) {
  const target = Object.fromEntries(
    TARGETS.map((name) => [
      name,
      { context, target: name, labels: { [LABEL]: '1' }, output: ['type=image,push=false'] },
    ]),
  )
  const args = ['buildx', 'bake', '--file', '-', '--progress=plain', ...TARGETS]
  return { command: 'docker', args, cwd: context, env, input: JSON.stringify({ target }) }
}

async function removeImages(env) {
  const filter = `--filter=label=${LABEL}`
  const { stdout } = await execute('docker', ['image', 'ls', '--all', '--quiet', filter], { env })
  const ids = [...new Set(stdout.split('\n').filter((id) => id !== ''))]
  if (ids.length > 0) await execute('docker', ['image', 'rm', '--force', ...ids], { env })
}

const cli = join(root, 'dist/cli.js')
const node = (args, more = {}) => ({ command: process.execPath, args, ...more })
const scratch = await mkdtemp(join(tmpdir(), 'size-gate-bench-'))
try {
  const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'))
  console.log(`size-gate ${version}, Node ${process.version}, ${cpus().length} × ${arch()}; ${runs} pairs a row\n`)
  print(['ours against theirs', 'ours', 'theirs', 'ratio', 'lowest, highest'])
  const project = await makeProject(scratch)
  for (const store of ['classic', 'containerd']) {
    const env = await engine(store)
    const gate = node([cli, 'compare', 'main', '--quiet'], { cwd: project.head, env })
    await compare(
      `compare, warm, ${store} store / two bare bakes`,
      script(gate),
      script(bake(project.base, env), bake(project.head, env)),
    ).finally(() => removeImages(env))
  }
  const nothing = script(node(['-e', '0']))
  const wrong = { ...process.env, GITHUB_OUTPUT: '', GITHUB_EVENT_NAME: '', 'INPUT_MAX-SIZE': 'none' }
  await compare('start-up: size-gate --version / node -e 0', script(node([cli, '--version'])), nothing)
  await compare('start-up: size-gate --help / node -e 0', script(node([cli, '--help'])), nothing)
  await compare(
    'start-up: the action, refusing an input / node -e 0',
    script(node([join(root, 'dist/index.js')], { cwd: project.head, env: wrong, codes: [1] })),
    nothing,
  )
} finally {
  await rm(scratch, { recursive: true, force: true })
}
