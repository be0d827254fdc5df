import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals'
import { readFileSync } from 'node:fs'
import { type Github, startGithub } from '../support/github-server.js'
import { ACTIONS_BOT, addComment, addLabel } from '../support/github-server-state.js'
import { annotationsOf, type StepResult } from '../support/runner.js'
import { ACCEPT_LABEL, SLUG } from '../support/runner-events.js'
import { data, DOCKERFILE, headlineOf, jobs, NOTES, SHOP, tellingOf, writesOf } from '../support/runner-shop.js'
import { type Hosted, hostRepository, PULL, type PullState } from '../support/runner-workspace.js'
import type { Report } from '../../src/report/report.js'

jest.setTimeout(120_000)

const LIMIT = { 'max-increase': '10 kB' }
const { onPull, remove } = jobs()
const hosts: Hosted[] = []
let github: Github
let shop: Hosted
let over: PullState
let within: PullState
let same: PullState

beforeAll(async () => {
  shop = await host(SHOP)
  over = await shop.push({ data: data(150_000) })
  within = await shop.push({ data: data(105_000) })
  same = await shop.push({ data: SHOP.data, 'README.md': 'Not in the image.\n' })
})

beforeEach(async () => {
  github = await startGithub({ repository: SLUG, pulls: [PULL] })
})

afterEach(() => github.close())

afterAll(async () => {
  await remove()
  await Promise.all(hosts.map((hosted) => hosted.remove()))
})

async function host(files: Readonly<Record<string, string | Buffer>>): Promise<Hosted> {
  const hosted = await hostRepository(files)
  hosts.push(hosted)
  return hosted
}

function bodies(): readonly string[] {
  return github.state.comments.map(({ body }) => body)
}

/** What every step leaves: files for later steps, and nothing else. */
function expectTidy(step: StepResult): void {
  expect(step.left).toEqual([])
  expect(step.otherFiles).toBe('')
  expect(step.signal).toBeNull()
}

describe('a breach and its mending', () => {
  it('comments once, fails the step, and edits the same comment back', async () => {
    const broken = await onPull(shop, over, github, { with: LIMIT })
    expectTidy(broken)
    expect(broken.code).toBe(1)
    expect(writesOf(github)).toEqual(['issues/create-comment'])
    const [comment] = github.state.comments
    expect(comment?.author).toEqual(ACTIONS_BOT)
    expect(headlineOf(comment?.body)).toBe('## 🛑 Size Gate: shop is over budget')
    expect(comment?.body).toContain('**shop** grew by **50 kB** (+50 %) to 150 kB. 10 kB is allowed.')
    expect(comment?.body).toContain(`https://github.com/${SLUG}/blob/${over.merge}/Dockerfile#L6`)
    expect(tellingOf(broken.summary)).toBe(tellingOf(comment?.body ?? ''))
    expect(annotationsOf(broken)).toEqual([
      expect.objectContaining({ level: 'error', file: 'Dockerfile', line: 6, title: 'Size Gate: shop is over budget' }),
      expect.objectContaining({ level: 'error', file: null, message: expect.stringContaining('shop is over budget') }),
    ])
    expectOutputs(broken)

    const firstBody = comment?.body
    const mended = await onPull(shop, within, github, { with: LIMIT })
    expectTidy(mended)
    expect(mended.code).toBe(0)
    expect(writesOf(github)).toEqual(['issues/create-comment', 'issues/update-comment'])
    expect(bodies()).toHaveLength(1)
    expect(bodies()[0]).not.toBe(firstBody)
    expect(headlineOf(bodies()[0])).toBe('## ✅ Size Gate: shop +5 kB, within budget')
    expect(bodies()[0]).not.toContain('50 kB')
    expect(annotationsOf(mended)).toEqual([])
    expect(mended.outputs.get('comment-url')).toBe(broken.outputs.get('comment-url'))

    // A run takes as long as it takes: that alone is not worth an edit.
    const [posted] = github.state.comments
    const before = (posted?.body ?? '')
      .replace(/Building took .*/, 'Building took 99 s, the whole run 100 s.')
      .replace(/^(\| shop\/assets \|.*\|) [^|]+ \| [^|]+ \|$/m, '$1 41 s | 7, 3 cached |')
    expect(before).toContain('99 s')
    expect(before).toContain('41 s | 7, 3 cached |')
    if (posted !== undefined) posted.body = before
    const again = await onPull(shop, within, github, { with: LIMIT })
    expect(again.code).toBe(0)
    expect(bodies()).toEqual([before])
    expect(writesOf(github)).toEqual(['issues/create-comment', 'issues/update-comment'])
    expect(again.outputs.get('comment-url')).toBe(broken.outputs.get('comment-url'))
  })

  function expectOutputs({ outputs, summary }: StepResult): void {
    const { report, markdown, images, ...rest } = Object.fromEntries(outputs)
    expect(rest).toEqual({
      verdict: 'breach',
      passed: 'false',
      size: '150006',
      change: '50000',
      // Estimates: 40 % of the size, on the classic store.
      download: '60002',
      'download-change': '20000',
      'comment-url': `https://github.com/${SLUG}/pull/${PULL}#issuecomment-1001`,
    })
    const written = JSON.parse(readFileSync(report ?? '', 'utf8')) as Report
    expect(written).toMatchObject({ version: 1, verdict: 'breach', base: { sha: over.base, source: 'rebuilt' } })
    expect(written.head.sha).toBe(over.merge)
    expect(tellingOf(readFileSync(markdown ?? '', 'utf8'))).toBe(tellingOf(summary))
    const rows = JSON.parse(images ?? '') as unknown
    expect(images).not.toContain('\n')
    expect(rows).toMatchObject([
      { target: 'assets', shipped: false },
      { shipped: true, size: { head: 150_006, base: 100_006, change: 50_000, exact: true } },
    ])
  }

  it('only warns with on-breach: warn', async () => {
    const step = await onPull(shop, over, github, { with: { ...LIMIT, 'on-breach': 'warn' } })
    expect(step.code).toBe(0)
    expect(step.outputs.get('verdict')).toBe('warn')
    expect(step.outputs.get('passed')).toBe('true')
    expect(headlineOf(bodies()[0])).toBe('## ⚠️ Size Gate: shop is over budget')
    expect(annotationsOf(step)).toMatchObject([{ level: 'warning', file: 'Dockerfile', line: 6 }])
  })

  it('is overridden by the label, also one that is newer than the event, and names who put it on', async () => {
    addLabel(github.state, PULL, ACCEPT_LABEL, { login: 'hubot', id: 2, type: 'User' }, '2026-01-02T03:04:05Z')
    const step = await onPull(shop, over, github, { with: LIMIT })
    expect(step.code).toBe(0)
    expect(step.outputs.get('verdict')).toBe('overridden')
    expect(step.outputs.get('passed')).toBe('true')
    expect(headlineOf(bodies()[0])).toMatch(/^## ⚠️ Size Gate: over budget, accepted by .*hubot/)
    expect(bodies()[0]).toContain('2026-01-02 at 03:04 UTC')
    expect(annotationsOf(step)).toMatchObject([{ level: 'warning', file: 'Dockerfile', line: 6 }])
  })
})

describe('when to comment', () => {
  it('says nothing of an image that did not change, but keeps an older comment true', async () => {
    const step = await onPull(shop, same, github, { with: LIMIT })
    expectTidy(step)
    expect(step.code).toBe(0)
    expect(step.outputs.get('verdict')).toBe('pass')
    expect(step.outputs.get('change')).toBe('0')
    expect(step.outputs.get('comment-url')).toBe('')
    expect(step.log).toContain('no comment: nothing to say in mode `changes`')
    expect(step.summary).toContain('✅ Size Gate: no size change')
    expect(bodies()).toEqual([])

    await onPull(shop, over, github, { with: LIMIT })
    await onPull(shop, same, github, { with: LIMIT })
    expect(bodies()).toHaveLength(1)
    expect(headlineOf(bodies()[0])).toBe('## ✅ Size Gate: no size change')
  })

  it.each([
    ['always', true],
    ['on-breach', false],
    ['never', false],
  ])('comment: %s', async (comment, wanted) => {
    const state = comment === 'always' ? same : within
    const step = await onPull(shop, state, github, { with: { ...LIMIT, comment } })
    expect(step.code).toBe(0)
    expect(bodies()).toHaveLength(wanted ? 1 : 0)
    if (comment === 'never') expect(github.calls).toEqual([])
  })

  it('keeps a comment for each key, and leaves those of others alone', async () => {
    const { author, body } = { author: { login: 'mallory', id: 3, type: 'User' } as const, body: 'placeholder' }
    const stranger = addComment(github.state, PULL, author, body)
    await onPull(shop, over, github, { with: { ...LIMIT, 'comment-key': 'one' } })
    stranger.body = bodies()[1] ?? ''
    await onPull(shop, within, github, { with: { ...LIMIT, 'comment-key': 'two' } })
    await onPull(shop, within, github, { with: { ...LIMIT, 'comment-key': 'one' } })
    expect(writesOf(github)).toEqual(['issues/create-comment', 'issues/create-comment', 'issues/update-comment'])
    expect(headlineOf(bodies()[0])).toContain('🛑')
    expect(bodies().slice(1).map(headlineOf)).toEqual([
      '## ✅ Size Gate: shop +5 kB, within budget',
      '## ✅ Size Gate: shop +5 kB, within budget',
    ])
  })

  it('judges and posts nothing in the mode measure', async () => {
    const step = await onPull(shop, over, github, { with: { ...LIMIT, mode: 'measure' } })
    expectTidy(step)
    expect(github.calls).toEqual([])
    expect(step.summary).toBe('')
    expect(annotationsOf(step)).toEqual([])
    expect(step.code).toBe(0)
    expect(step.outputs.get('verdict')).toBe('pass')
    expect(readFileSync(step.outputs.get('report') ?? '', 'utf8')).toContain('"head": 150006')
    expect(step.outputs.get('size')).toBe('150006')
  })
})

describe('a run with a side missing', () => {
  it('without limits tells how to set them', async () => {
    const step = await onPull(shop, within, github)
    expect(step.code).toBe(0)
    expect(headlineOf(bodies()[0])).toBe('## Size Gate: shop +5 kB (+5 %)')
    expect(bodies()[0]).toContain('max-size')
  })

  it('reports a new image, and does not judge its growth', async () => {
    const fresh = await host({ data: SHOP.data, 'notes.txt': NOTES })
    const step = await onPull(fresh, await fresh.push({ Dockerfile: DOCKERFILE }), github, { with: LIMIT })
    expect(step.code).toBe(0)
    expect(step.outputs.get('verdict')).toBe('pass')
    expect(step.outputs.get('change')).toBe('100006')
    expect(headlineOf(bodies()[0])).toBe('## ✅ Size Gate: shop is new: 100 kB, within budget')
  })

  it('tells where the head does not build', async () => {
    const broken = await host(SHOP)
    const state = await broken.push({ Dockerfile: DOCKERFILE.replace('COPY notes.txt', 'COPY note.txt') })
    const step = await onPull(broken, state, github, { with: LIMIT })
    expectTidy(step)
    expect(step.code).toBe(1)
    expect(step.outputs.get('verdict')).toBe('breach')
    expect(step.outputs.get('passed')).toBe('false')
    expect(headlineOf(bodies()[0])).toBe('## 🛑 Size Gate: shop does not build')
    expect(bodies()[0]).toContain('`COPY note.txt /notes.txt`')
    expect(bodies()[0]).toContain(`/blob/${state.merge}/Dockerfile#L5`)
    expect(annotationsOf(step)[0]).toMatchObject({ level: 'error', file: 'Dockerfile', line: 5 })
    expect(tellingOf(step.summary)).toBe(tellingOf(bodies()[0] ?? ''))
  })

  it('warns, and no more, where the base does not build', async () => {
    const mended = await host({ ...SHOP, Dockerfile: DOCKERFILE.replace('COPY notes.txt', 'COPY note.txt') })
    const step = await onPull(mended, await mended.push({ Dockerfile: DOCKERFILE }), github, { with: LIMIT })
    expectTidy(step)
    expect(step.code).toBe(0)
    expect(step.outputs.get('verdict')).toBe('warn')
    expect(step.outputs.get('passed')).toBe('true')
    expect(step.outputs.get('change')).toBe('')
    expect(headlineOf(bodies()[0])).toBe('## ⚠️ Size Gate: the base could not be built, so growth was not judged')
    expect(annotationsOf(step)).toMatchObject([{ level: 'warning', file: 'Dockerfile', line: null }])
  })
})
