import type { Delta } from '../compare/comparison.js'
import { duration, sizeOf } from './figures.js'
import type { Phrase } from './phrase.js'

/**
 * `A pull moves 12.1 MB instead of 310 MB: 1 s instead of 25 s at 100 Mbit/s.` The bytes alone count, and not the time to
 * unpack them. null where a download is not known. `bandwidth` is in bits a second.
 */
export function pullWords({ head, base, exact }: Delta, bandwidth: number): Phrase | null {
  if (head === null || base === null) return null
  const [size, former] = [sizeOf(head, exact), sizeOf(base, exact)]
  const sign = exact ? '' : '~'
  const [time, formerTime] = [head, base].map((bytes) => `${sign}${pullTime(bytes, bandwidth)}`)
  const instead = (now: string, before: string): string => (now === before ? now : `${now} instead of ${before}`)
  const moved = size === former ? `${size} with either` : instead(size, former)
  return [`A pull moves ${moved}: ${instead(time ?? '', formerTime ?? '')} at ${formatBandwidth(bandwidth)}.`]
}

/** `0.4 s`, `25 s`, `3 min 5 s`. */
function pullTime(bytes: number, bandwidth: number): string {
  const seconds = (bytes * 8) / bandwidth
  if (seconds === 0) return '0 s'
  if (seconds < 0.05) return '<0.1 s'
  return seconds < 0.95 ? `${seconds.toFixed(1)} s` : duration(Math.max(1000, seconds * 1000))
}

const STEPS: readonly (readonly [number, string])[] = [
  [1e12, 'Tbit/s'],
  [1e9, 'Gbit/s'],
  [1e6, 'Mbit/s'],
  [1e3, 'kbit/s'],
]

/** `100 Mbit/s`, in the largest unit that it is one of. */
function formatBandwidth(bandwidth: number): string {
  const [step, unit] = STEPS.find(([bound]) => bandwidth >= bound) ?? [1, 'bit/s']
  return `${bandwidth / step} ${unit}`
}
