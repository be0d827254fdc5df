import { describe, expect, it } from '@jest/globals'
import stringWidth from 'string-width'
import { parseBytes } from '../../src/bytes.js'
import { assembleReport } from '../../src/report/assemble.js'
import { duration, exactBytes, roundedUp } from '../../src/report/figures.js'
import { renderMarkdown } from '../../src/report/markdown.js'
import { outputsOf } from '../../src/report/outputs.js'
import type { Report } from '../../src/report/report.js'
import { renderText } from '../../src/report/text.js'
import { delta, failure, image, instruction, judgement, report, STATES } from './samples.js'

function firstLine(of: Report): string {
  return renderMarkdown(of, { maxLength: 65_000 }).split('\n')[0] ?? ''
}

describe('the last line', () => {
  const lastLine = (of: Report): string =>
    renderText(of, { colour: false, width: 80 }).trimEnd().split('\n').at(-1) ?? ''
  const sha = 'abcdef0123456789'

  it('names the commits, and the working tree where both sides have the same', () => {
    const { base } = report()
    expect(lastLine(report({ head: { sha, ref: null } }))).toBe(`abcdef0 against ${base.sha?.slice(0, 7)}`)
    expect(lastLine(report({ head: { sha, ref: null }, base: { ...base, sha } }))).toBe(
      'the working tree against abcdef0',
    )
    expect(lastLine(report({ head: { sha, ref: null }, base: { ...base, sha, source: 'none' } }))).toBe('abcdef0')
  })
})

describe('headline', () => {
  const over = (name: string): Report['images'][number] =>
    image({ image: name, status: 'changed', size: delta(20, 10), limits: [judgement()] })

  it.each([
    ['one of one', [over('api')], '## 🛑 Size Gate: api is over budget'],
    ['one of two', [over('api'), image({ image: 'web' })], '## 🛑 Size Gate: 1 of 2 images is over budget'],
    ['two of two', [over('api'), over('web')], '## 🛑 Size Gate: 2 of 2 images are over budget'],
    [
      'two targets of one image',
      [over('api'), image({ target: 'debug' })],
      '## 🛑 Size Gate: 1 of 2 images is over budget',
    ],
  ])('of a breach: %s', (_, images, line) => {
    expect(firstLine(report({ verdict: 'breach', images }))).toBe(line)
  })

  it('counts what does not build', () => {
    const failed = (name: string): Report['images'][number] =>
      image({ image: name, status: 'failed', size: delta(null, 1), failures: [failure({ image: name, line: null })] })
    expect(firstLine(report({ images: [failed('api'), failed('web'), image({ image: 'x' })] }))).toBe(
      '## 🛑 Size Gate: 2 of 3 images do not build',
    )
  })

  it('is about an empty run', () => {
    expect(firstLine(report())).toBe('## Size Gate: no image was measured')
  })

  it('tells a new and a gone image', () => {
    const added = image({ status: 'added', size: delta(142_000_000, null) })
    const removed = image({ status: 'removed', size: delta(null, 142_000_000) })
    expect(firstLine(report({ images: [added] }))).toBe('## ✅ Size Gate: api is new: 142 MB, within budget')
    expect(firstLine(report({ images: [removed], limited: false }))).toBe('## ✅ Size Gate: api is gone: it was 142 MB')
    expect(firstLine(report({ images: [added, { ...removed, image: 'b' }, image({ image: 'c' })] }))).toBe(
      '## ✅ Size Gate: 2 of 3 images changed, 0 B in all, within budget',
    )
  })

  it('does not call a warning a pass where a limit could not be judged', () => {
    const blind = image({
      limits: [
        judgement({
          limit: 'max-download',
          status: 'skipped',
          actual: null,
          message: 'not judged: its download size is not known here',
        }),
      ],
    })
    const of = report({ verdict: 'warn', images: [blind] })
    expect(firstLine(of)).toBe('## ⚠️ Size Gate: not every limit could be judged')
    expect(renderText(of, { colour: false, width: 200 })).toContain(
      'Max-download not judged: its download size is not known here.',
    )
  })

  it('mentions nobody who has no account', () => {
    const of = { ...STATES.accepted, accepted: { label: 'x', by: 'octo cat <b>', at: null } }
    expect(firstLine(of)).toBe('## ⚠️ Size Gate: over budget, accepted by `@octo cat <b>`')
    expect(firstLine({ ...of, accepted: { label: 'x', by: null, at: null } })).toBe(
      '## ⚠️ Size Gate: over budget, accepted',
    )
    expect(firstLine({ ...of, accepted: { label: 'x', by: 'renovate[bot]', at: null } })).toContain('by @renovate[bot]')
  })

  it('tells figures that read like what is allowed to the byte', () => {
    const row = image({ status: 'changed', size: delta(105_000_123, 100_000_000), limits: [judgement()] })
    expect(renderMarkdown(report({ verdict: 'breach', images: [row] }), { maxLength: 65_000 })).toContain(
      '**api** grew by **5,000,123 B** (+5 %) to 105 MB. 5 MB is allowed.',
    )
  })
})

describe('renderText', () => {
  it('keeps tables within 80 columns where it can', () => {
    const of = report({
      images: [image({ image: 'a-very-long-name-'.repeat(6), status: 'changed', size: delta(2, 1) })],
    })
    for (const line of renderText(of, { colour: false, width: 80 }).split('\n'))
      expect(stringWidth(line)).toBeLessThanOrEqual(80)
  })

  it('aligns wide letters and emoji', () => {
    const of = report({
      images: [
        image({ image: '日本語', status: 'changed', size: delta(2, 1) }),
        image({ image: '🐳', status: 'changed', size: delta(20_000, 1) }),
        image({ image: 'plain', status: 'changed', size: delta(3, 1) }),
      ],
    })
    const rows = renderText(of, { colour: false, width: 100 })
      .split('\n')
      .filter((line) => /日本語|🐳|^plain/.test(line) && line.includes('3'))
    const ends = rows.slice(-3).map((line) => stringWidth(line.slice(0, line.indexOf('B') + 1)))
    expect(new Set(ends).size).toBe(1)
  })

  it('shows control characters instead of sending them', () => {
    const of = report({ notes: ['a\u001b[31mb\u202ec'] })
    expect(renderText(of, { colour: true, width: 80 })).toContain('a\\x1b[31mb\\u202ec')
  })
})

describe('outputsOf', () => {
  it('sums shipped targets', () => {
    expect(outputsOf(STATES.breach)).toMatchObject({
      verdict: 'breach',
      passed: false,
      size: 168_000_246 + 92_100_000 + 12_000_000,
      change: 18_400_123 - 1_200_000,
      download: 61_200_300 + 33_000_000 + 5_100_000,
      'download-change': 6_100_100 - 400_000,
    })
  })

  it('counts what is new and what is gone', () => {
    const images = [
      image({ status: 'added', size: delta(100, null), download: delta(null, null, false) }),
      image({ image: 'b', status: 'removed', size: delta(null, 30), download: delta(null, 7) }),
    ]
    expect(outputsOf(report({ images }))).toMatchObject({
      size: 100,
      change: 70,
      download: null,
      'download-change': null,
    })
  })

  it('knows no sum with an unknown part, and no change without a base', () => {
    expect(outputsOf(STATES['head-fails'])).toMatchObject({ size: null, change: null, passed: false })
    expect(outputsOf(STATES['base-fails'])).toMatchObject({ size: 161_600_123, change: null, passed: true })
    expect(outputsOf(STATES['first-run'])).toMatchObject({ size: 272_100_246, change: null, passed: true })
    expect(outputsOf(report())).toMatchObject({ size: null, change: null })
  })

  it('lists the rows without their instructions', () => {
    const [row] = outputsOf(STATES.breach).images
    expect(row).toHaveProperty('limits')
    expect(row).not.toHaveProperty('instructions')
  })
})

describe('assembleReport', () => {
  const { image: name, dockerfile, target, platform, shipped, size, download } = image()
  const row = {
    image: name,
    dockerfile,
    target,
    platform,
    shipped,
    size,
    download,
    drift: null,
    failures: [],
    notes: [],
  }
  const parts = {
    instructions: [[instruction(1, 'RUN a', 1, null)]],
    insights: [{ paths: null, packages: null, findings: null }],
    judgements: [[judgement()]],
    verdict: 'pass' as const,
    head: { sha: null, ref: null },
    method: report().method,
    accepted: null,
    overrideLabel: 'x',
    limited: true,
    ignoreDrift: true,
    notes: [],
    times: { build: 1, total: 2 },
    repositoryUrl: null,
  }
  const baseline = { source: 'rebuilt' as const, sha: 'abc', root: '/checkout', gitDir: '/git', reason: 'why' }

  it('puts instructions and judgements to their rows, and keeps paths of this machine to itself', () => {
    const rows = [{ ...row, status: 'unchanged' as const, head: null, base: null }]
    const of = assembleReport({ ...parts, rows, baseline })
    expect(of.images[0]).toMatchObject({ instructions: parts.instructions[0], limits: parts.judgements[0] })
    expect(of.base).toEqual({ sha: 'abc', source: 'rebuilt', reason: 'why', expected: true })
    expect(of.verdict).toBe('pass')
    expect(of.images[0]?.layers).toEqual({ head: null, base: null })
  })

  it('is a breach where the head does not build, also when somebody accepted it', () => {
    const rows = [{ ...row, status: 'failed' as const, head: null, base: null }]
    expect(assembleReport({ ...parts, verdict: 'overridden', rows, baseline }).verdict).toBe('breach')
  })
})

describe('figures', () => {
  it('round a limit up, so that what is there today is within it', () => {
    for (const bytes of [1, 999, 1001, 168_000_123, 999_999_999, 12_345_678_901]) {
      expect(parseBytes(roundedUp(bytes))).toBeGreaterThanOrEqual(bytes)
    }
    expect(roundedUp(168_000_123)).toBe('169 MB')
  })

  it('group digits and name durations', () => {
    expect(exactBytes(-1_234_567)).toBe('−1,234,567 B')
    expect([duration(420), duration(41_400), duration(185_000)]).toEqual(['420 ms', '41 s', '3 min 5 s'])
  })
})
