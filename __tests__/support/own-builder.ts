import { readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { docker, type Environment } from './engines.js'

interface Instance {
  readonly Nodes: readonly {
    readonly Endpoint: string
    readonly DriverOpts: Readonly<Record<string, string>>
    readonly Files: Readonly<Record<string, string>>
  }[]
}

/**
 * Makes a builder with the docker-container driver that is like `size-gate-container`, with an empty cache and no
 * history; returns its name. `env`: where buildx knows that builder.
 */
export async function createBuilder(env: Environment, name: string): Promise<string> {
  const known = join(env['DOCKER_CONFIG'] ?? '', 'buildx', 'instances', 'size-gate-container')
  const [node] = (JSON.parse(await readFile(known, 'utf8')) as Instance).Nodes
  if (node === undefined) throw new Error(`${known} has no node`)
  const own = `${name}-${process.pid}`
  const config = join(tmpdir(), `${own}.toml`)
  await writeFile(config, Buffer.from(node.Files['buildkitd.toml'] ?? '', 'base64'))
  const options = Object.entries(node.DriverOpts).map(([key, value]) => `${key}=${value}`)
  const words = ['--driver', 'docker-container', '--driver-opt', options.join(), '--buildkitd-config', config]
  await docker(env, 'buildx', 'create', '--name', own, ...words, '--bootstrap', node.Endpoint)
  await rm(config)
  return own
}

export async function removeBuilder(env: Environment, name: string): Promise<void> {
  await docker(env, 'buildx', 'rm', '--force', name)
}
