import { formatBytes, formatChange, formatPercent } from '../bytes.js'
import type { Delta } from '../compare/comparison.js'

/** What stands where a number is not known. */
export const UNKNOWN = '–'

/** A size for a reader, `~` before an estimate, {@link UNKNOWN} for null. */
export function sizeOf(bytes: number | null, exact = true): string {
  return bytes === null ? UNKNOWN : `${exact ? '' : '~'}${formatBytes(bytes)}`
}

/** `+18.4 MB`, and with what share of the base that is: `+18.4 MB (+12.3 %)`. */
export function changeOf(delta: Delta): { readonly bytes: string; readonly percent: string } {
  if (delta.change === null) return { bytes: UNKNOWN, percent: '' }
  const percent = delta.base === null || delta.change === 0 ? null : formatPercent(delta.change, delta.base)
  return {
    bytes: `${delta.exact ? '' : '~'}${formatChange(delta.change)}`,
    percent: percent === null ? '' : ` (${percent})`,
  }
}

/** All digits, in groups of three: `+18,400,123 B`. */
export function exactBytes(bytes: number): string {
  const digits = String(Math.abs(bytes)).replace(/\B(?=(?:\d{3})+$)/g, ',')
  return `${bytes < 0 ? '−' : ''}${digits} B`
}

/** `1 image`, `3 images`. */
export function count(number: number, noun: string, plural = `${noun}s`): string {
  return `${number} ${number === 1 ? noun : plural}`
}

/** Milliseconds as `420 ms`, `41 s` or `3 min 5 s`. */
export function duration(milliseconds: number): string {
  if (milliseconds < 1000) return `${Math.round(milliseconds)} ms`
  const seconds = Math.round(milliseconds / 1000)
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`
}

/** The first seven digits of a commit; null where it is none. */
export function shortSha(sha: string | null): string | null {
  return sha !== null && /^[0-9a-f]{7,64}$/.test(sha) ? sha.slice(0, 7) : null
}

/** The smallest size of three digits that is not below `bytes`, as `parseBytes` reads it. */
export function roundedUp(bytes: number): string {
  const step = 10 ** Math.max(0, String(bytes).length - 3)
  return formatBytes(Math.ceil(bytes / step) * step)
}
