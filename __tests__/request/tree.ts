import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { GateError } from '../../src/errors.js'
import type { RawInputs } from '../../src/request/inputs.js'
import { readRequest } from '../../src/request/read.js'
import type { ReadOptions } from '../../src/request/read-options.js'
import type { Request } from '../../src/request/request.js'

/** Files by path; null is an empty directory. */
export type Tree = Readonly<Record<string, string | null>>

export const CONFIG = '.github/size-gate.yml'

/** Calls `act` with the root of a directory that holds `tree`, which is removed afterwards. */
export async function withTree<T>(tree: Tree, act: (root: string) => Promise<T>): Promise<T> {
  const root = await realpath(await mkdtemp(join(tmpdir(), 'size-gate-request-')))
  try {
    for (const [path, text] of Object.entries(tree)) {
      await mkdir(text === null ? join(root, path) : dirname(join(root, path)), { recursive: true })
      if (text !== null) await writeFile(join(root, path), text)
    }
    return await act(root)
  } finally {
    await rm(root, { recursive: true, force: true })
  }
}

/** The request that `raw` makes in `tree`, all of whose files git is said to track. */
export async function request(tree: Tree, raw: RawInputs = {}, over: Partial<ReadOptions> = {}): Promise<Request> {
  return withTree(tree, (root) => readRequest(raw, options(root, tree, over)))
}

/** The lines of the one error that reading throws. */
export async function problems(
  tree: Tree,
  raw: RawInputs = {},
  over: Partial<ReadOptions> = {},
): Promise<readonly string[]> {
  const thrown: unknown = await request(tree, raw, over).catch((error: unknown) => error)
  if (!(thrown instanceof GateError) || thrown.trouble !== 'usage')
    throw new Error(`no usage error: ${JSON.stringify(thrown)}`)
  return thrown.message
    .split('\n')
    .filter((line) => !/^\d+ things are wrong/.test(line))
    .map((line) => line.trim())
}

export function options(root: string, tree: Tree, over: Partial<ReadOptions> = {}): ReadOptions {
  const tracked = Object.keys(tree).filter((path) => tree[path] !== null)
  return { root, env: {}, repositoryName: 'shop', listDockerfiles: () => Promise.resolve(tracked), ...over }
}
