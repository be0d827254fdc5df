import { createHash } from 'node:crypto'
import { mkdtemp, readdir, readFile, readlink, rm, writeFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import { basename, join } from 'node:path'

/** A directory of a run's own, which is gone when the run is. */
export interface Scratch {
  readonly directory: string
  /** The run's id, also the directory's name: what the run makes on an engine is labelled with it. */
  readonly id: string
  remove(): Promise<void>
}

const PREFIX = 'size-gate-'
const OWNER = 'owner'
/** Milliseconds; GitHub ends a job after six hours, self-hosted runners after five days. */
const LONGEST_RUN = 5 * 24 * 3600 * 1000

/** Makes a scratch directory in `parent` and notes in it which process it belongs to. `now`: milliseconds since 1970. */
export async function openScratch(parent: string, now: number): Promise<Scratch> {
  const directory = await mkdtemp(join(parent, `${PREFIX}${now}-${await placeOf(parent)}-`))
  await writeFile(join(directory, OWNER), await processIdentity(process.pid))
  return { directory, id: basename(directory), remove: () => removeDirectory(directory) }
}

/** The runs whose scratch directories are still in `parent` although their process is gone: it was killed. */
export async function abandonedRuns(parent: string): Promise<readonly string[]> {
  const names = (await readdir(parent)).filter((name) => name.startsWith(PREFIX))
  const abandoned = await Promise.all(names.map((name) => isAbandoned(join(parent, name))))
  return names.filter((_, index) => abandoned[index])
}

/**
 * Tells of a run's id whether that run was one of those with scratch directories in `parent` and its directory is gone.
 * What a killed run started may end, and leave something, only after another run has cleared up.
 */
export async function goneFrom(parent: string): Promise<(id: string) => boolean> {
  const there = new Set(await readdir(parent))
  const own = new RegExp(`^${PREFIX}\\d+-${await placeOf(parent)}-`)
  return (id) => own.test(id) && !there.has(id)
}

/** The same for runs of one machine that have their scratch directories in one place. */
async function placeOf(parent: string): Promise<string> {
  const place = [hostname(), await pidNamespace(), parent].join('\n')
  return createHash('sha256').update(place).digest('hex').slice(0, 12)
}

/** Whether the run with this id began longer ago than any run may last. `now`: milliseconds since 1970. */
export function isLongAgo(id: string, now: number): boolean {
  const start = Number(/^size-gate-(\d+)-/.exec(id)?.[1] ?? Number.NaN)
  return now - start > LONGEST_RUN
}

/** Takes an abandoned run's scratch directory away. */
export async function removeScratch(parent: string, id: string): Promise<void> {
  await removeDirectory(join(parent, id))
}

async function removeDirectory(directory: string): Promise<void> {
  // A checkout may hold directories that even their owner may not write to.
  await rm(directory, { recursive: true, force: true, maxRetries: 3 })
}

async function isAbandoned(directory: string): Promise<boolean> {
  let owner: string
  try {
    owner = await readFile(join(directory, OWNER), 'utf8')
  } catch {
    // Just being made, not ours to read, or no scratch directory at all.
    return false
  }
  const [pid, , namespace] = owner.split(' ')
  if (pid === undefined || namespace !== (await pidNamespace())) return false
  return (await processIdentity(Number(pid))) !== owner
}

/** `PID START NAMESPACE`: process ids come again, but not with the same start (clock ticks since boot; Linux only). */
async function processIdentity(pid: number): Promise<string> {
  const namespace = await pidNamespace()
  try {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8')
    // The command's name, in parentheses, may hold blanks; the start is field 22, this counts from after the name.
    return `${pid} ${stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? ''} ${namespace}`
  } catch {
    return isAlive(pid) ? `${pid} - ${namespace}` : 'gone'
  }
}

/** Containers may share a temporary directory, but not their process ids. */
async function pidNamespace(): Promise<string> {
  try {
    return await readlink('/proc/self/ns/pid')
  } catch {
    return '-'
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // It lives, but belongs to somebody else.
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
