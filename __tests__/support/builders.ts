import { execFile, spawn } from 'node:child_process'
import { mkdir, mkdtemp, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { homedir, tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { docker, type Environment } from './engines.js'

const execute = promisify(execFile)

/** What `script/builders` runs by default. */
const NEWEST = '0.33.1'

/** What a killed buildkitd leaves: steps that still run, whose root lies in its folder, and mounts. */
const CLEAR = `. script/lib/common.sh
for pid in $(awk -v own="upperdir=$1/" '$5 == "/" && index($0, own) { split(FILENAME, part, "/"); print part[3] }' \\
  /proc/[0-9]*/mountinfo 2>/dev/null); do kill -9 "$pid" 2>/dev/null; done
for mount in $(mounts_below "$1"); do umount -l "$mount"; done
rm -rf "$1"`

/** Builders of a test's own, known in a configuration of their own: it may break them. */
export interface OwnBuilders {
  readonly env: Environment
  readonly directory: string
  /** Makes a builder known to buildx. */
  create(name: string, address: string, ...options: string[]): Promise<void>
  /** Starts a buildkitd on a socket and makes it known. `config`: lines of its buildkitd.toml. */
  start(name: string, options?: { readonly config?: string; readonly root?: string }): Promise<Buildkitd>
  /** Ends all that runs. */
  remove(): Promise<void>
}

export interface Buildkitd {
  readonly address: string
  /** Ends it at once. */
  readonly kill: () => Promise<void>
}

/** `env`: one in which `script/builders` has told of the registry. */
export async function ownBuilders(env: Environment): Promise<OwnBuilders> {
  const directory = await mkdtemp(join(tmpdir(), 'builders-'))
  const own: Environment = { ...env, BUILDX_CONFIG: join(directory, 'buildx') }
  const started: Buildkitd[] = []

  async function create(name: string, address: string, ...options: string[]): Promise<void> {
    await docker(own, 'buildx', 'create', '--driver', 'remote', '--name', name, ...options, address)
  }

  async function start(name: string, { config = '', root = join(directory, name, 'root') } = {}): Promise<Buildkitd> {
    const home = join(directory, name)
    const address = `unix://${join(home, 'socket')}`
    await mkdir(home, { recursive: true })
    await writeFile(join(home, 'buildkitd.toml'), tomlOf(env['SIZE_GATE_REGISTRY'] ?? '', address, root, config))
    const program = join(usualCache(), 'buildkit', NEWEST)
    const [file, args] = asRoot(join(program, 'buildkitd'), '--config', join(home, 'buildkitd.toml'))
    const child = spawn(file, args, { stdio: 'ignore', env: { ...process.env, TMPDIR: home } })
    const ended = new Promise<void>((settle) => child.once('exit', () => settle()))
    const buildkitd: Buildkitd = {
      address,
      async kill() {
        if (child.exitCode === null && child.signalCode === null)
          await execute(...asRoot('kill', '-9', String(child.pid)))
        await ended
      },
    }
    started.push(buildkitd)
    const answers = async (): Promise<boolean> =>
      execute(join(program, 'buildctl'), ['--addr', address, 'debug', 'workers']).then(
        () => true,
        () => false,
      )
    for (let tries = 0; !(await answers()); tries++) {
      if (child.exitCode !== null || tries > 100) throw new Error(`buildkitd ${name} did not come up`)
      await new Promise((wait) => setTimeout(wait, 100))
    }
    await create(name, address)
    return buildkitd
  }

  async function remove(): Promise<void> {
    for (const { kill } of started) await kill()
    await execute(...asRoot('bash', '-c', CLEAR, 'bash', directory))
  }

  return { env: own, directory, create, start, remove }
}

function tomlOf(registry: string, address: string, root: string, config: string): string {
  return `root = "${root}"
[grpc]
  address = ["${address}"]
  gid = ${process.getgid?.() ?? 0}
[worker.containerd]
  enabled = false
[registry."docker.io"]
  mirrors = ["${registry}"]
[registry."${registry}"]
  http = true
${config}
`
}

/** The folder that our scripts keep programs and sockets in. */
export function usualCache(): string {
  const { SIZE_GATE_CACHE, XDG_CACHE_HOME } = process.env
  return SIZE_GATE_CACHE ?? join(XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'size-gate')
}

/** A command and its arguments, run as root. */
export function asRoot(...command: string[]): [file: string, args: string[]] {
  const [file = '', ...args] = process.getuid?.() === 0 ? command : ['sudo', '-n', ...command]
  return [file, args]
}

/** A port on loopback that nothing listens on. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await new Promise((ready) => server.once('listening', ready))
  const address = server.address()
  await new Promise((closed) => server.close(closed))
  if (address === null || typeof address === 'string') throw new Error('the server has no port')
  return address.port
}
