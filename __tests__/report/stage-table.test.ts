import { describe, expect, it } from '@jest/globals'
import { FULL } from '../../src/report/blocks.js'
import { plain } from '../../src/report/phrase.js'
import type { ReportImage } from '../../src/report/report.js'
import { groupsOf } from '../../src/report/rows.js'
import { stagesFold } from '../../src/report/stage-table.js'
import { renderMarkdown } from '../../src/report/markdown.js'
import { renderText } from '../../src/report/text.js'
import { HOSTILE } from './arbitrary.js'
import { delta, failure, image, judgement, report } from './samples.js'

const ran = { head: { duration: 2_000, steps: 4, cached: 1 }, base: null }
const cached = { head: { duration: 0, steps: 4, cached: 4 }, base: null }

function build(more: Partial<ReportImage> = {}): ReportImage {
  return image({ target: 'build', shipped: false, size: delta(5_000_000, 5_000_000, false), work: ran, ...more })
}

/** The fold as lines; empty where there is none. */
function told(images: readonly ReportImage[], stages = FULL.stages): readonly string[] {
  const of = report({ images })
  return stagesFold(of, groupsOf(of), { ...FULL, stages }).flatMap((fold) => {
    if (fold.kind !== 'fold') throw new TypeError(fold.kind)
    return fold.blocks.flatMap((block) => {
      if (block.kind === 'list') return block.items.map((item) => `- ${plain(item)}`)
      if (block.kind !== 'table') throw new TypeError(block.kind)
      const rows = block.rows.map((cells) => cells.map((cell) => plain(cell)).join(' | '))
      return [...rows, ...(block.more === null ? [] : [plain(block.more)])]
    })
  })
}

const ESTIMATES = "- Sizes with a ~ are estimates: the builder's cache tells them, in whole blocks of its disk."

describe('the table of stages', () => {
  it('has the images as they are shown, and their stages in the order of the Dockerfile', () => {
    const images = [
      build({ image: 'web', size: delta(9_000_000, 9_000_000) }),
      image({ image: 'web', size: delta(1_000_000, 1_000_000), work: cached }),
      image({ image: 'single' }),
      build({ status: 'changed', size: delta(8_000_000, 1_000_000) }),
      image({ status: 'changed', size: delta(2_000_000, 1_000_000), limits: [judgement()], work: ran }),
    ]
    expect(told(images)).toEqual([
      'api/build | 8 MB | +7 MB (+700 %) | 2 s | 4, 1 cached',
      'api | 2 MB | +1 MB (+100 %) | 2 s | 4, 1 cached',
      'web/build | 9 MB | 0 B | 2 s | 4, 1 cached',
      'web | 1 MB | 0 B | 0 s | 4, all cached',
    ])
  })

  it('is not there where no image has a stage on the way', () => {
    expect(told([image(), image({ image: 'web' })])).toEqual([])
    expect(told([build(), image()], 0)).toEqual([])
  })

  it('marks estimates, and tells no change between one and an exact size', () => {
    const mixed = { head: 5_000_000, base: 4_000_000, change: null, exact: false }
    expect(told([build({ status: 'changed', size: mixed, work: { head: null, base: null } })])).toEqual([
      'api/build | ~5 MB | – | – | –',
      ESTIMATES,
      '- A change is told only where both sides are exact, or both are estimates.',
    ])
    expect(told([build({ status: 'added', size: delta(5_000_000, null, false) })])[0]).toContain('~5 MB | new |')
    expect(
      told([build({ status: 'removed', size: delta(null, 5_000_000, false), work: { head: null, base: ran.head } })]),
    ).toEqual(['api/build | – | gone, was ~5 MB | – | –'])
  })

  it('has one row for platforms that came out alike, with the work of both, and one for each else', () => {
    const arm = { platform: 'linux/arm64' }
    expect(told([build(), build(arm), image(), image(arm)])).toEqual([
      'api/build (linux/amd64, linux/arm64) | ~5 MB | ~0 B | 4 s | 8, 2 cached',
      'api (linux/amd64, linux/arm64) | 150 MB | 0 B | – | –',
      ESTIMATES,
    ])
    const other = build({ ...arm, status: 'changed', size: delta(6_000_000, 5_000_000, false), work: cached })
    expect(told([build(), other]).slice(0, 2)).toEqual([
      'api/build (linux/arm64) | ~6 MB | ~+1 MB (+20 %) | 0 s | 4, all cached',
      'api/build (linux/amd64) | ~5 MB | ~0 B | 2 s | 4, 1 cached',
    ])
  })

  it('keeps a stage that became the last one apart from the one of its name that was on the way', () => {
    const now = image({ target: 'build', status: 'changed', size: delta(95_000_000, 4_000_000), work: ran })
    const before = build({ status: 'removed', size: delta(null, 95_000_000, false), work: { head: null, base: null } })
    expect(told([now, before])).toEqual([
      'api | 95 MB | +91 MB (+2275 %) | 2 s | 4, 1 cached',
      'api/build | – | gone, was ~95 MB | – | –',
    ])
    const text = renderText(report({ images: [now, before] }), { colour: false, width: 80 })
    expect(text).not.toContain('↳')
  })

  it('has what does not build beside what does, and nothing of an image of which nothing was built', () => {
    const failed = image({ status: 'failed', size: delta(null, 1), failures: [failure()] })
    expect(told([build(), failed])).toEqual([
      'api/build | ~5 MB | ~0 B | 2 s | 4, 1 cached',
      'api | – | 🛑 does not build | – | –',
      ESTIMATES,
    ])
    expect(told([build({ status: 'failed', size: delta(null, 1) }), failed])).toEqual([])
  })

  it('is cut without a sum, as stages hold the bytes of each other', () => {
    const images = Array.from({ length: 5 }, (_, index) => build({ target: `b${index}`, size: delta(10, 5) }))
    expect(told([...images, image()], 2)).toEqual([
      'api/b0 | 10 B | +5 B (+100 %) | 2 s | 4, 1 cached',
      'api/b1 | 10 B | +5 B (+100 %) | 2 s | 4, 1 cached',
      'and 4 more',
    ])
    expect(told([build({ size: delta(10, 5) }), image()], 2)).toHaveLength(2)
  })
})

/** Which stages a row leaves out. */
function without(...unused: readonly string[]): Pick<ReportImage, 'stages'> {
  return { stages: { ...image().stages, unused: { head: unused, base: [] } } }
}

describe('stages that nothing uses', () => {
  it('are those that no target of the Dockerfile needs, whichever image it is of', () => {
    const [web, cron] = [without('cron', 'lint', 'docs'), without('web', 'lint', 'docs')]
    expect(told([image({ image: 'web', ...web }), image({ image: 'cron', ...cron })])).toEqual([
      '- services/api/Dockerfile: nothing that is built uses lint or docs.',
    ])
    const other = image({ image: 'cron', dockerfile: 'other', ...without('web') })
    expect(told([image({ image: 'web', ...web }), other])).toEqual([
      '- services/api/Dockerfile: nothing that is built uses cron, lint or docs.',
      '- other: nothing that is built uses web.',
    ])
  })

  it('are those, too, that are measured beside the last one', () => {
    const [debug, final] = [image({ target: 'debug', ...without('final') }), image(without('debug'))]
    expect(told([debug, final])).toEqual(['- api: no other stage uses debug; it is measured as an image of its own.'])
    const arm = { platform: 'linux/arm64' }
    expect(told([debug, final, { ...debug, ...arm }, { ...final, ...arm }])).toHaveLength(1)
    expect(told([image({ target: 'lint', ...without('debug', 'final') }), debug, final])).toEqual([
      '- api: no other stage uses lint or debug; they are measured as images of their own.',
    ])
    expect(told([image({ image: 'debug', target: 'debug', ...without('final') }), final])).toEqual([])
  })

  it('are not told where something does not build, and not of what is gone', () => {
    const failed = image({ target: 'final', status: 'failed', size: delta(null, 1), failures: [failure()] })
    const unknown = { ...failed.stages, unused: { head: null, base: [] } }
    expect(told([image({ target: 'debug', ...without('lint') }), { ...failed, stages: unknown }])).toEqual([])
    expect(told([image({ status: 'removed', size: delta(null, 1), ...without('lint') })])).toEqual([])
  })

  it('are cut to a few', () => {
    const many = without(...Array.from({ length: 12 }, (_, index) => `s${index}`))
    expect(told([image(many)])).toEqual([
      '- services/api/Dockerfile: nothing that is built uses s0, s1, s2, s3, s4, s5, s6, s7 or 4 more.',
    ])
  })

  it.each(HOSTILE.map((text) => [JSON.stringify(text), text]))('print as a line, called %s', (_, text) => {
    const images = [build({ target: text, dockerfile: text, ...without(text) }), image({ ...without(text) })]
    const of = report({ images })
    const lines = renderMarkdown(of, { maxLength: 65_000 }).split('\n')
    const start = lines.indexOf('<details><summary>Stages</summary>')
    expect(lines.slice(start, start + 10)).toEqual([
      '<details><summary>Stages</summary>',
      '',
      '| stage | size | change | time | steps |',
      '| :-- | --: | --: | --: | --: |',
      expect.stringMatching(/^\| .* \| \\~5 MB \| \\~0 B \| 2 s \| 4, 1 cached \|$/),
      expect.stringMatching(/^\| api \|/),
      '',
      expect.stringMatching(/^- .*: nothing that is built uses .*\.$/),
      expect.stringMatching(/^- services\/api\/Dockerfile: nothing that is built uses .*\.$/),
      expect.stringMatching(/^- Sizes with a \\~ are estimates/),
    ])
    expect(renderText(of, { colour: false, width: 200 })).toMatch(/^services|: nothing that is built uses /m)
  })
})
