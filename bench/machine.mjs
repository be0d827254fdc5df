import { readFile } from 'node:fs/promises'
import { arch, cpus, loadavg, totalmem } from 'node:os'
import { outputOf } from './command.mjs'
import { ROOT } from './ground/home.mjs'

/** A line on what is measured, and one on where: figures of other machines and versions are other figures. */
export async function describeMachine({ env }) {
  const { version } = JSON.parse(await readFile(`${ROOT}/package.json`, 'utf8'))
  const docker = (...args) => outputOf({ command: 'docker', args, env })
  const engine = await docker('version', '--format', '{{.Server.Version}}')
  const [, buildx] = (await docker('buildx', 'version')).split(' ')
  const builders = await docker('buildx', 'ls', '--format', '{{.Name}} {{.DriverEndpoint}} {{.Status}}')
  const cores = cpus()
  return [
    `size-gate ${version} (dist/), Node ${process.version}, Docker ${engine}, buildx ${buildx}`,
    `${cores.length} × ${cores[0]?.model.trim() ?? arch()}, ${Math.round(totalmem() / 2 ** 30)} GiB, load ${loadavg()[0].toFixed(1)} before`,
    builders,
    '',
  ].join('\n')
}
