import { join } from 'node:path'

/** A run of `dist/`, with what layers weigh remembered in `memory`, a folder's name. */
export function sizeGate({ ground, builder, args, cwd, memory = 'memory', nodeArgs = [] }) {
  return {
    command: process.execPath,
    args: [...nodeArgs, ground.cli, ...args, '--quiet', ...builder.options],
    cwd,
    env: { ...ground.env, XDG_CACHE_HOME: join(ground.directory, memory) },
  }
}
