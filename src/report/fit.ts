import { FULL, type Detail } from './blocks.js'

interface Step {
  readonly detail: Detail
  /** What this step leaves out. */
  readonly says: string
}

/** From all to next to nothing: what is missed least goes first. */
const STEPS: readonly Step[] = steps([
  ['packages', { packages: 0 }],
  ['files', { files: 0 }],
  ['all but the three largest instructions of each image', { causes: { open: 3, folded: 20, rows: 3 } }],
  ['stages', { stages: 0 }],
  ['findings', { findings: 0 }],
  ['unchanged images', { unchanged: 0 }],
  ['all but the ends of the logs', { logLines: 5 }],
  ['the instructions of all but three images', { causes: { open: 3, folded: 0, rows: 3 } }],
  ['the instructions', { causes: { open: 0, folded: 0, rows: 0 } }],
  ['images', { rows: 30 }],
  ['most notes', { notes: 5 }],
  ['how this was measured', { method: false }],
  ['images', { rows: 10 }],
  ['logs', { logLines: 0, failures: 2 }],
  ['images', { rows: 3 }],
  ['notes', { notes: 0, failures: 1 }],
  ['images', { rows: 0, failures: 0 }],
])

function steps(cuts: readonly (readonly [string, Partial<Detail>])[]): readonly Step[] {
  let detail = FULL
  return cuts.map(([says, cut]) => {
    detail = { ...detail, ...cut }
    return { detail, says }
  })
}

/**
 * The longest form of what `render` writes that has at most `maxLength` UTF-16 units. `render` is told what was left out,
 * and only what made a difference; if nothing fits, the first line that does, else the beginning of `Size Gate`.
 */
export function fit(render: (detail: Detail, leftOut: readonly string[]) => string, maxLength: number): string {
  const whole = render(FULL, [])
  if (whole.length <= maxLength) return whole
  let leftOut: readonly string[] = []
  let before = whole
  let last = whole
  for (const { detail, says } of STEPS) {
    const without = render(detail, [])
    if (without === before) continue
    before = without
    if (!leftOut.includes(says)) leftOut = [...leftOut, says]
    last = render(detail, leftOut)
    if (last.length <= maxLength) return last
  }
  const [first = ''] = last.split('\n', 1)
  return first.length <= maxLength ? first : '## Size Gate'.slice(0, Math.max(0, maxLength))
}
