import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals'
import { readFileSync } from 'node:fs'
import type { Nodes } from 'mdast'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { gfmFromMarkdown } from 'mdast-util-gfm'
import { gfm } from 'micromark-extension-gfm'
import { type Github, startGithub } from '../support/github-server.js'
import {
  ACCEPT_LABEL,
  dispatchEvent,
  mergeGroupEvent,
  pullRequestEvent,
  pushEvent,
  SLUG,
} from '../support/runner-events.js'
import { data, DOCKERFILE, headlineOf, jobs, NOTES, SHOP, writesOf } from '../support/runner-shop.js'
import type { Report } from '../../src/report/report.js'
import { type Hosted, hostRepository, PULL, type PullState } from '../support/runner-workspace.js'

jest.setTimeout(120_000)

const LIMIT = { 'max-increase': '10 kB' }
const { on, onPull, remove } = jobs()
let github: Github
let shop: Hosted
let over: PullState

beforeAll(async () => {
  shop = await hostRepository(SHOP)
  over = await shop.push({ data: data(150_000) })
})

beforeEach(async () => {
  github = await startGithub({ repository: SLUG, pulls: [PULL] })
})

afterEach(() => github.close())

afterAll(async () => {
  await remove()
  await shop.remove()
})

describe('an event without a pull request', () => {
  const reason = 'no comment: this event has no pull request; the report is in the job summary'

  it.each([
    ['push', () => pushEvent(over.base, over.merge)],
    ['merge_group', () => mergeGroupEvent(over.base, over.merge)],
    ['workflow_dispatch', () => dispatchEvent(over.head)],
  ])('%s is judged against its base, and posts nothing', async (_, event) => {
    const step = await on(shop, event(), github, { with: LIMIT })
    expect(step.code).toBe(1)
    expect(step.left).toEqual([])
    expect(step.outputs.get('verdict')).toBe('breach')
    expect(step.outputs.get('change')).toBe('50000')
    expect(step.outputs.get('comment-url')).toBe('')
    expect(step.summary).toContain('🛑 Size Gate: shop is over budget')
    expect(step.log.split('\n').filter((line) => line.startsWith('no comment'))).toEqual([reason])
    expect(github.calls).toEqual([])
  })
})

it('compares a checked-out head with where it left a base that has moved on', async () => {
  const host = await hostRepository(SHOP)
  try {
    const forked = await host.push({ data: data(105_000) })
    const state = await host.pushToMain({ 'notes.txt': data(30_000) })
    const event = { ...pullRequestEvent(host, state), sha: state.head, ref: 'refs/heads/change' }
    const step = await on(host, event, github, { with: LIMIT })
    expect(step.code).toBe(0)
    expect(step.outputs.get('change')).toBe('5000')
    const report = JSON.parse(readFileSync(step.outputs.get('report') ?? '', 'utf8')) as Report
    expect(report.base.sha).toBe(forked.base)
    expect(report.head.sha).toBe(state.head)
  } finally {
    await host.remove()
  }
})

describe('a pull request whose comment cannot be written', () => {
  it.each([
    ['a fork', { fork: true }],
    ['a job without the permission', {}],
  ])('%s: the verdict stands, and the log names the permission', async (_, options) => {
    const readOnly = await startGithub({ repository: SLUG, pulls: [PULL], token: { write: false } })
    try {
      const step = await onPull(shop, over, readOnly, { with: LIMIT, ...options })
      expect(step.code).toBe(1)
      expect(step.outputs.get('verdict')).toBe('breach')
      expect(step.summary).toContain('🛑 Size Gate: shop is over budget')
      const told = step.log.split('\n').filter((line) => line.startsWith('no comment'))
      expect(told).toHaveLength(1)
      expect(told[0]).toContain('`pull-requests: write`')
      expect(readOnly.state.comments).toEqual([])
    } finally {
      await readOnly.close()
    }
  })

  it('without a token it says so, and asks GitHub nothing', async () => {
    const step = await onPull(shop, over, github, { with: { ...LIMIT, 'github-token': '' } })
    expect(step.code).toBe(1)
    expect(step.outputs.get('verdict')).toBe('breach')
    expect(step.log).toContain('no comment: the input `github-token` is empty')

    const labels = [ACCEPT_LABEL.toUpperCase()]
    const accepted = await onPull(shop, over, github, { with: { ...LIMIT, 'github-token': '' }, labels })
    expect(accepted.code).toBe(0)
    expect(accepted.outputs.get('verdict')).toBe('overridden')
    expect(github.calls).toEqual([])
  })

  it('with GitHub down it tries, and the verdict stands', async () => {
    const down = await startGithub({ repository: SLUG })
    await down.close()
    const started = Date.now()
    const step = await onPull(shop, over, down, { with: LIMIT })
    expect(step.code).toBe(1)
    expect(step.outputs.get('verdict')).toBe('breach')
    expect(step.summary).toContain('🛑 Size Gate: shop is over budget')
    expect(step.log).toMatch(/^no comment: GitHub did not answer as it should \(.*ECONNREFUSED.*\)/m)
    expect(Date.now() - started).toBeLessThan(60_000)
  })
})

describe('words of somebody else', () => {
  const hostile = [
    '::error file=Dockerfile,line=1::owned',
    '##[error]owned',
    '::add-mask::e',
    '@everyone @octo/team',
    '</details><img src=x onerror=alert(1)>',
    '```',
    '::set-output name=passed::true',
    '::stop-commands::x',
  ].join(' ')

  it('start no command, mention nobody and open no tag', async () => {
    const branch = '@everyone/`owned`-#1'
    const host = await hostRepository({ ...SHOP, Dockerfile: DOCKERFILE }, branch)
    try {
      const dockerfile = `FROM busybox:1.37 AS assets
COPY data /data
RUN printf '%s\\n' '${hostile.replaceAll(' ', "' '")}' && printf '\\r::error::owned\\n  ::warning::owned\\n' && false

FROM scratch AS everyone.octo_team
COPY ["notes.txt", "/</details> | @everyone \`::error::owned ##[error]owned"]
LABEL note="${hostile.replaceAll('`', '\\`')}"
ENV OWNED_PASSWORD="${hostile.replaceAll('`', '\\`')}"
COPY data /srv/data
`
      const state = await host.push({ Dockerfile: dockerfile, 'notes.txt': data(40_000) })
      const prepare = "printf '::error::owned by prepare\\n##[error]owned\\n'"
      const options = { with: { ...LIMIT, prepare }, branch, title: hostile }
      const step = await on(host, pullRequestEvent(host, state, options), github, options)
      expect(step.code).toBe(1)
      expect(step.log).toContain('owned by prepare')
      const names = step.commands.map(({ name }) => name)
      // What was found in the image is a notice, of ours as the errors are.
      expect(new Set(names)).toEqual(new Set(['add-mask', 'group', 'endgroup', 'error', 'notice']))
      const errors = step.commands.filter(({ name }) => name === 'error' || name === 'notice')
      for (const error of errors) expect(error.properties['title'] ?? 'Size Gate').toContain('Size Gate')
      expect(step.commands.filter(({ name }) => name === 'add-mask').map(({ message }) => message)).toEqual([
        github.token,
      ])
      for (const markdown of [github.state.comments[0]?.body ?? '', step.summary]) {
        expect(markdown).toContain('owned')
        const { words, tags } = readMarkdown(markdown)
        expect(words).not.toMatch(/@\w|#\d/)
        expect(tags.replace(/<!-- size-gate .* -->|<\/?(?:details|summary|sub|code)>/g, '')).not.toMatch(/[<@]/)
        expect(tags.split('<details>')).toHaveLength(tags.split('</details>').length)
      }
    } finally {
      await host.remove()
    }
  })
})

it('never prints, posts or writes its token', async () => {
  const token = 'ghs_0123456789abcdefghijABCDEFGHIJ'
  const secret = await startGithub({ repository: SLUG, pulls: [PULL], token: { value: token } })
  try {
    const dockerfile = `FROM busybox:1.37\nCOPY data /data\nRUN env && false\n`
    const state = await shop.push({ Dockerfile: dockerfile, 'notes.txt': NOTES })
    const prepare = 'env | sort'
    const step = await onPull(shop, state, secret, { with: { ...LIMIT, prepare } })
    expect(step.code).toBe(1)
    expect(writesOf(secret)).toEqual(['issues/create-comment'])
    expect(headlineOf(secret.state.comments[0]?.body)).toContain('does not build')
    const { commands, log, outputs, summary } = step
    const others = commands.filter(({ name }) => name !== 'add-mask')
    const files = ['report', 'markdown'].map((name) => readFileSync(outputs.get(name) ?? '', 'utf8'))
    expect(log).toContain('GITHUB_SHA=')
    expect(log).not.toContain(token)
    expect(JSON.stringify([others, [...outputs], files, summary, secret.state.comments])).not.toContain(token)
  } finally {
    await secret.close()
  }
})

/** The words of a comment in which GitHub looks for mentions, and what it takes for HTML. */
function readMarkdown(markdown: string): { readonly words: string; readonly tags: string } {
  const found = { words: '', tags: '' }
  const read = (node: Nodes): void => {
    if (node.type === 'text') found.words += `${node.value}\n`
    if (node.type === 'html') found.tags += `${node.value}\n`
    if ('children' in node) node.children.forEach(read)
  }
  read(fromMarkdown(markdown, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] }))
  return found
}
