import { constants } from 'node:fs'
import { access, stat } from 'node:fs/promises'
import { isAbsolute, join } from 'node:path'
import { sshKeys } from './build-paths.js'
import { reasonOf } from './dockerfile-text.js'
import type { InputName } from './inputs.js'
import { quote } from './problem.js'
import type { BuildOptions, NamedContext } from './request.js'

/** What is wrong with an input of the build, without a full stop. */
export interface BuildTrouble {
  readonly input: InputName
  readonly message: string
}

/** Looks for what the inputs of a build name: directories, files of secrets, keys, and the agent that holds them. */
export async function buildTroubles(
  { contexts, secrets, ssh }: BuildOptions,
  root: string,
  env: Readonly<Record<string, string | undefined>>,
): Promise<readonly BuildTrouble[]> {
  const troubles = [
    ...contexts.map(async (context): Promise<BuildTrouble | null> => {
      const message = await namedContextTrouble(context, root)
      return message === null ? null : { input: 'build-contexts', message }
    }),
    ...secrets.map(async ({ id, from }): Promise<BuildTrouble | null> => {
      const reason = from.kind === 'file' ? await fileTrouble(from.path) : null
      return reason === null
        ? null
        : { input: 'secret-files', message: `the file of the secret ${quote(id)} ${reason}` }
    }),
    ...ssh
      .flatMap((item) => sshKeys(item))
      .map(async (path): Promise<BuildTrouble | null> => {
        const reason = await stat(path).then(() => null, reasonOf)
        return reason === null ? null : { input: 'ssh', message: `the socket or key ${quote(path)} ${reason}` }
      }),
    Promise.resolve(agentTrouble(ssh, env)),
  ]
  return (await Promise.all(troubles)).filter((trouble) => trouble !== null)
}

/** Why buildx could not take a build context, without a full stop; null: it can, as far as can be seen from here. */
export async function namedContextTrouble({ name, from }: NamedContext, root: string): Promise<string | null> {
  const written = from.kind === 'inside' ? from.path : from.reference
  const path = from.kind === 'inside' ? join(root, from.path) : from.reference
  const which = `the build context ${quote(name)}`
  if (path.startsWith('target:')) return `${which} names a target of a bake definition, and there is none`
  if (path.includes('{{')) {
    return `${which} is what docker/build-push-action fills in: write the directory, \`.\` for the repository's root`
  }
  if (from.kind === 'outside' && !isAbsolute(path)) return null
  const found = await stat(path).catch((error: unknown) => `${which} ${reasonOf(error)}: ${quote(written)}`)
  if (typeof found === 'string') return found
  return found.isDirectory() ? null : `${which} is a file, and has to be a directory: ${quote(written)}`
}

async function fileTrouble(path: string): Promise<string | null> {
  try {
    if (!(await stat(path)).isFile()) return `is not a regular file: ${quote(path)}`
    await access(path, constants.R_OK)
    return null
  } catch (error) {
    return `${reasonOf(error)}: ${quote(path)}`
  }
}

function agentTrouble(ssh: readonly string[], env: Readonly<Record<string, string | undefined>>): BuildTrouble | null {
  const item = ssh.find((each) => sshKeys(each).length === 0)
  if (item === undefined || (env['SSH_AUTH_SOCK'] ?? '') !== '') return null
  return {
    input: 'ssh',
    message: `${quote(item)} asks for the keys of an SSH agent, and none runs here: SSH_AUTH_SOCK is not set. Start one before this step (\`eval "$(ssh-agent)"\`, webfactory/ssh-agent), or name a key with \`ID=PATH\``,
  }
}
