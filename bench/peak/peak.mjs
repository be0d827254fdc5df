import { readFileSync, readlinkSync } from 'node:fs'

/** Milliseconds between two looks. */
const INTERVAL = 5

/** The most memory, in bytes, that a process has had at once since it started its program. */
export function peakOf(pid) {
  const [, kibibytes] = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? []
  if (kibibytes === undefined) throw new Error(`/proc/${pid}/status tells no VmHWM`)
  return Number(kibibytes) * 1024
}

/**
 * Looks at a child and its children while they run. Returns what tells the peak of the one that had most, in bytes:
 * a little too low, in favour of whom we are compared with, where it grew at its very end.
 */
export function watchPeak(child) {
  let peak = 0
  const timer = setInterval(() => {
    for (const pid of family(child.pid)) peak = Math.max(peak, ifAlive(() => (isForked(pid) ? 0 : peakOf(pid))) ?? 0)
  }, INTERVAL)
  child.on('close', () => clearInterval(timer))
  return () => peak
}

/** Between fork and exec a child has our memory. */
function isForked(pid) {
  return readlinkSync(`/proc/${pid}/exe`) === process.execPath
}

function family(pid) {
  const children = ifAlive(() => readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8')) ?? ''
  return [pid, ...children.split(' ').filter(Boolean).flatMap(family)]
}

/** undefined where the process has ended in the meantime. */
function ifAlive(look) {
  try {
    return look()
  } catch (error) {
    if (error.code === 'ENOENT' || error.code === 'ESRCH') return undefined
    throw error
  }
}
