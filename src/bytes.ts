import { GateError } from './errors.js'

/** Powers of 1000 as docker prints them, powers of 1024 with an i; keys in lower case. */
const UNITS: Readonly<Record<string, number>> = {
  '': 1,
  b: 1,
  kb: 1e3,
  mb: 1e6,
  gb: 1e9,
  tb: 1e12,
  kib: 2 ** 10,
  mib: 2 ** 20,
  gib: 2 ** 30,
  tib: 2 ** 40,
}

/**
 * Bytes of a size such as `200 MB`, `1.5GiB`, `10_000` or `4096`. Fractions of a byte are rounded down.
 * Throws a GateError that names the value where it is none.
 */
export function parseBytes(text: string): number {
  const [, whole = '', fraction = '', unit = ''] = /^\s*(\d[\d_]*)?(?:\.(\d+))?\s*([a-z]*)\s*$/i.exec(text) ?? []
  const scale = UNITS[unit.toLowerCase()]
  const digits = `${whole.replaceAll('_', '')}${fraction}`
  // In whole numbers: 1.005 * 1000 is 1004.9999… in floating point.
  const bytes =
    digits === '' || scale === undefined ? -1n : (BigInt(digits) * BigInt(scale)) / 10n ** BigInt(fraction.length)
  if (bytes < 0n || bytes > Number.MAX_SAFE_INTEGER) {
    throw new GateError(
      'usage',
      `"${text}" is not a size`,
      'Write a number with B, kB, MB, GB, KiB, MiB or GiB, such as 200 MB.',
    )
  }
  return Number(bytes)
}

const STEPS: readonly (readonly [number, string])[] = [
  [1e12, 'TB'],
  [1e9, 'GB'],
  [1e6, 'MB'],
  [1e3, 'kB'],
]

/** `bytes` as docker prints sizes: decimal units, three significant digits: `168 MB`, `1.23 GB`, `5 MB`, `0 B`. */
export function formatBytes(bytes: number): string {
  const size = Math.abs(bytes)
  // What would round up to 1000 of a unit belongs to the next: 999,999 B are 1 MB.
  const [step, unit] = STEPS.find(([bound]) => size >= bound * 0.9995) ?? [1, 'B']
  return `${bytes < 0 ? '−' : ''}${Number((size / step).toPrecision(3))} ${unit}`
}

/** {@link formatBytes} with `+` before growth and `−` before shrinkage; 0 is `0 B`. */
export function formatChange(bytes: number): string {
  return bytes > 0 ? `+${formatBytes(bytes)}` : formatBytes(bytes)
}

/** The share of `change` in `base` as `+12.3 %`; null where the base is 0 and no share can be told. */
export function formatPercent(change: number, base: number): string | null {
  if (base === 0) return null
  const percent = (change / base) * 100
  const sign = percent > 0 ? '+' : percent < 0 ? '−' : ''
  const size = Math.abs(percent)
  if (size !== 0 && size < 0.05) return `${sign}<0.1 %`
  return `${sign}${size >= 100 ? Math.round(size) : Number(size.toFixed(1))} %`
}

/**
 * What compression leaves of a usual image, for where no compressed layer is to be had: 0.35 to 0.45 for a distribution
 * with a toolchain or a runtime on it (docs/how-it-measures.md), more for an image of a few binaries.
 */
export const USUAL_COMPRESSION = 0.4

/**
 * Whether a download of `base` bytes that changed by `change` is what it was: the same files made again, with other times,
 * compress to a few bytes more or less.
 */
export function isCompressionNoise(change: number, base: number): boolean {
  return Math.abs(change) <= Math.max(1024, base / 10_000)
}
