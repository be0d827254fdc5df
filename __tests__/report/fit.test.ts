import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { renderMarkdown } from '../../src/report/markdown.js'
import { renderText } from '../../src/report/text.js'
import { timed } from '../support/timed.js'
import { reports } from './arbitrary.js'
import { delta, image, instruction, judgement, report, STATES } from './samples.js'

/** 400 images with 40 instructions each, the last one over budget. */
const huge = report({
  verdict: 'breach',
  images: Array.from({ length: 400 }, (_, index) =>
    image({
      image: `image-${index}`,
      status: 'changed',
      size: delta(100_000_000 + 1000 * (index + 1), 100_000_000),
      instructions: Array.from({ length: 40 }, (_, line) =>
        instruction(line + 1, `RUN step-${line} --with --many --words`, (index + 1) * 25, null),
      ),
      limits: [judgement({ status: index === 399 ? 'breach' : 'pass' })],
    }),
  ),
})

describe('renderMarkdown within a cap', () => {
  it('is never longer, and throws nothing', () => {
    fc.assert(
      fc.property(reports(), fc.integer({ min: 0, max: 6000 }), (of, maxLength) => {
        expect(renderMarkdown(of, { maxLength }).length).toBeLessThanOrEqual(maxLength)
      }),
      { numRuns: 150 },
    )
  })

  it('keeps the first two lines while there is room for them, and says what it left out', () => {
    const [headline = '', , lead = ''] = renderMarkdown(huge, { maxLength: 1e9 }).split('\n')
    for (const maxLength of [40_000, 20_000, 8000, 3000, 1000]) {
      const printed = renderMarkdown(huge, { maxLength })
      expect(printed.length).toBeLessThanOrEqual(maxLength)
      expect(printed.split('\n').slice(0, 3)).toEqual([headline, '', lead])
      expect(printed).toContain('Left out, because a comment has no room for it: ')
    }
    expect(renderMarkdown(huge, { maxLength: headline.length })).toBe(headline)
    expect(renderMarkdown(huge, { maxLength: 7 })).toBe('## Size')
    expect(renderMarkdown(huge, { maxLength: 0 })).toBe('')
  })

  it('uses the room there is', () => {
    expect(renderMarkdown(huge, { maxLength: 65_000 }).length).toBeGreaterThan(10_000)
  })

  it('drops nothing where all fits to the letter', () => {
    for (const of of Object.values(STATES)) {
      const whole = renderMarkdown(of, { maxLength: 65_000 })
      expect(renderMarkdown(of, { maxLength: whole.length })).toBe(whole)
      expect(whole).not.toContain('Left out')
    }
  })

  it('cuts long tables with the right sum', () => {
    const printed = renderMarkdown(huge, { maxLength: 1e9 })
    // Rows come by size of the change after the breach: 400, 399, …, and 300 are left: 1 + 2 + … + 300 kB = 45.15 MB.
    expect(printed).toContain('and 300 more (+45.1 MB)')
    expect(printed).toContain('| and 30 more (+300 kB) | | |')
    expect(renderText(huge, { colour: false, width: 80 })).toContain('and 300 more (+45.1 MB)')
  })

  it('renders a large report quickly', () => {
    expect(timed(() => renderMarkdown(huge, { maxLength: 1000 }))).toBeLessThan(2000)
  })
})
