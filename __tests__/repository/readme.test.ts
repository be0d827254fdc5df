import { readFileSync, writeFileSync } from 'node:fs'
import { expect, test } from '@jest/globals'
import { renderMarkdown } from '../../src/report/markdown.js'
import { STATES } from '../report/samples.js'

const START = '<!-- comment:start -->\n'
const END = '<!-- comment:end -->'

/** The sample lives nowhere that a link could lead to. */
function comment(): string {
  const body = renderMarkdown({ ...STATES.breach, repositoryUrl: null }, { maxLength: 65_000 })
  return body.trimEnd().replace(/^/gm, '> ').replace(/ +$/gm, '')
}

test('the comment in the README is the one that the code makes (UPDATE_GOLDEN=1 puts it there)', () => {
  const readme = readFileSync('README.md', 'utf8')
  const [before = '', rest = ''] = readme.split(START)
  const [shown = '', after = ''] = rest.split(END)
  if (process.env['UPDATE_GOLDEN'] === '1') {
    writeFileSync('README.md', `${before}${START}\n${comment()}\n\n${END}${after}`)
    return
  }
  expect(shown.trim()).toBe(comment())
})
