import { Refusal } from './refusal.js'

const UNITS: Readonly<Record<string, number>> = {
  ns: 1e-6,
  us: 1e-3,
  µs: 1e-3,
  μs: 1e-3,
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
}
const PART = /(\d+\.?\d*|\.\d+)(ns|us|µs|μs|ms|s|m|h)/y
/** Go counts nanoseconds in 64 bits. */
const LONGEST = 2 ** 63 / 1e6

/**
 * Throws a Refusal where `text` is no duration that HEALTHCHECK takes: empty, zero, or in Go's notation and at least
 * a millisecond long (`parseOptInterval` in BuildKit's instructions/parse.go).
 */
export function checkInterval(name: string, text: string): void {
  if (text === '') return
  const [, sign = '', digits = ''] = /^([+-]?)([^]*)$/.exec(text) ?? []
  const milliseconds = digits === '0' ? 0 : parts(text, digits)
  if (milliseconds === 0) return
  if (sign === '-' || milliseconds < 1) throw new Refusal(`--${name}=${text} is less than 1ms`)
}

function parts(text: string, digits: string): number {
  const invalid = new Refusal(`invalid duration ${JSON.stringify(text)}`, 'like 30s or 1m30s')
  let total = 0
  let position = 0
  while (position < digits.length) {
    PART.lastIndex = position
    const match = PART.exec(digits)
    if (match === null) throw invalid
    total += Number(match[1]) * (UNITS[match[2] ?? ''] ?? 0)
    position = PART.lastIndex
  }
  if (position === 0 || total >= LONGEST) throw invalid
  return total
}
