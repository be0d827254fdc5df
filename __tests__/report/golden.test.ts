import { describe, expect, it } from '@jest/globals'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { renderMarkdown } from '../../src/report/markdown.js'
import { renderText } from '../../src/report/text.js'
import { TARGET_STATES } from './sample-targets.js'
import { STATES } from './samples.js'

/** `UPDATE_GOLDEN=1 npm test -- __tests__/report/golden` writes the files anew; read the difference before committing it. */
function expectGolden(name: string, printed: string): void {
  const file = new URL(`golden/${name}`, import.meta.url)
  if (process.env['UPDATE_GOLDEN'] === '1') writeFileSync(file, printed)
  expect(existsSync(file)).toBe(true)
  expect(printed).toBe(readFileSync(file, 'utf8'))
}

describe.each(Object.entries({ ...STATES, ...TARGET_STATES }))('%s', (name, report) => {
  it('reads in markdown as its golden file', () => {
    expectGolden(`${name}.md`, renderMarkdown(report, { maxLength: 65_000 }))
  })

  it('reads in a terminal as its golden file', () => {
    expectGolden(`${name}.txt`, renderText(report, { colour: false, width: 80 }))
  })

  it('says the same first line in both', () => {
    const first = (text: string): string => text.split('\n')[0]?.replace(/[#*`]/g, '').trim() ?? ''
    const wide = renderText(report, { colour: false, width: 1000 })
    expect(first(renderMarkdown(report, { maxLength: 65_000 }))).toBe(first(wide))
  })
})

it('colours only with ANSI codes that can be taken away', () => {
  const plain = renderText(STATES.breach, { colour: false, width: 80 })
  const coloured = renderText(STATES.breach, { colour: true, width: 80 })
  expect(plain).not.toContain('\u001b')
  expect(coloured).toContain('\u001b[31m')
  expect(coloured.replaceAll(/\u001b\[\d+m/g, '')).toBe(plain)
})
