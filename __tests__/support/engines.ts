import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

const execute = promisify(execFile)

export type Store = 'classic' | 'containerd'
export const STORES: readonly Store[] = ['classic', 'containerd']

/** An engine of this project: with a version, the daemon of that Docker. */
export type EngineName = Store | `${Store}-${number}.${number}.${number}`

export type Environment = Readonly<Record<string, string | undefined>>

/** The environment in which `docker` talks to this project's engine of that name; `script/engine` starts it. */
export async function engineEnv(name: EngineName, cache?: string): Promise<Environment> {
  const own = cache === undefined ? {} : { SIZE_GATE_CACHE: cache }
  const words = ['-c', 'eval "$(script/engine "$0" env)" && env -0', name]
  const { stdout } = await execute('bash', words, { env: { ...process.env, ...own } })
  return Object.fromEntries(
    stdout.split('\0').flatMap((line) => {
      const at = line.indexOf('=')
      return at > 0 ? [[line.slice(0, at), line.slice(at + 1)]] : []
    }),
  )
}

/** Starts this project's engine with that store where it does not run. */
export async function startEngine(store: Store, cache?: string): Promise<void> {
  const own = cache === undefined ? {} : { SIZE_GATE_CACHE: cache }
  await execute('script/engine', [store, 'start'], { env: { ...process.env, ...own } })
}

/** Standard output of a docker command. */
export async function docker(env: Environment, ...args: string[]): Promise<string> {
  const { stdout } = await execute('docker', args, { env: env, maxBuffer: 2 ** 28 })
  return stdout
}

/** The classic engine's environment, in which buildx knows the builders. */
export async function buildersEnv(): Promise<Environment> {
  const { stdout } = await execute('bash', ['-c', 'eval "$(script/builders env)" && env -0'])
  const lines = stdout.split('\0').filter((line) => line.includes('='))
  return Object.fromEntries(lines.map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]))
}
