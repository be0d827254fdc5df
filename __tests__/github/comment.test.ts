import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { connectGithub, type GithubClient } from '../../src/github/client.js'
import { type CommentRequest, publishComment } from '../../src/github/comment.js'
import { marked, MAX_BODY } from '../../src/github/marker.js'
import { type Github, type GithubOptions, startGithub } from '../support/github-server.js'
import { failure } from '../support/github-server-routes.js'
import { ACTIONS_BOT, addComment, type Person } from '../support/github-server-state.js'

const ALICE: Person = { login: 'alice', id: 11, type: 'User' }
const MALLORY: Person = { login: 'mallory', id: 666, type: 'User' }
const BREACH = '## 🛑 Size Gate: 1 of 3 images is over budget'
const MENDED = '✅ Size Gate: no size change'

let github: Github
let pauses: number[]

beforeEach(async () => {
  github = await startGithub()
  pauses = []
})

afterEach(() => github.close())

async function restart(options: GithubOptions): Promise<void> {
  await github.close()
  github = await startGithub(options)
}

/** The stand-in's first answer takes a while on a busy machine: only a test of silence may be impatient. */
function client(token = github.token, timeoutMilliseconds = 10_000): GithubClient {
  return connectGithub({
    token,
    apiUrl: github.url,
    repository: { owner: 'octo', repo: 'images' },
    sleep: (milliseconds) => Promise.resolve(void pauses.push(milliseconds)),
    now: () => Date.UTC(2026, 0, 1),
    timeoutMilliseconds,
  })
}

function request(changes: Partial<CommentRequest> = {}): CommentRequest {
  return {
    mode: 'changes',
    key: 'gate / images',
    body: BREACH,
    state: { changed: true, breached: true },
    pullRequest: 7,
    readOnly: null,
    elsewhere: 'the job summary',
    ...changes,
  }
}

const QUIET = { changed: false, breached: false }
const bodies = (): readonly string[] => github.state.comments.map(({ body }) => body)

describe('one comment for each key', () => {
  test('is created, with a marker that shows nothing', async () => {
    const outcome = await publishComment(request(), client())
    expect(outcome).toEqual({
      kind: 'created',
      url: 'https://github.com/octo/images/pull/7#issuecomment-1001',
      reason: null,
    })
    expect(bodies()).toEqual([marked('gate / images', BREACH)])
    expect(bodies()[0]).toMatch(/^<!-- size-gate [0-9a-f]{32} gate \/ images -->\n## 🛑/)
    expect(github.calls).toEqual(['issues/list-comments', 'issues/create-comment'])
  })

  test('is edited in place when the breach is mended', async () => {
    const { url } = await publishComment(request(), client())
    const outcome = await publishComment(request({ body: MENDED, state: QUIET }), client())
    expect(outcome).toEqual({ kind: 'updated', url, reason: null })
    expect(bodies()).toEqual([marked('gate / images', MENDED)])
  })

  test('is left alone when it says the same already, whatever line ends GitHub gives back', async () => {
    addComment(
      github.state,
      7,
      ACTIONS_BOT,
      `${marked('gate / images', `${BREACH}\n\ntable`).replaceAll('\n', '\r\n')}\r\n`,
    )
    const outcome = await publishComment(request({ body: `${BREACH}\n\ntable` }), client())
    expect(outcome.kind).toBe('unchanged')
    expect(github.calls).toEqual(['issues/list-comments', 'users/get-authenticated'])
  })

  test('is found on the third page', async () => {
    for (let index = 0; index < 250; index++) addComment(github.state, 7, ALICE, `comment ${index}`)
    addComment(github.state, 7, ACTIONS_BOT, marked('gate / images', BREACH))
    const outcome = await publishComment(request({ body: MENDED }), client())
    expect(outcome.kind).toBe('updated')
    expect(bodies()).toHaveLength(251)
    expect(bodies().at(-1)).toBe(marked('gate / images', MENDED))
    expect(github.calls.filter((call) => call === 'issues/list-comments')).toHaveLength(3)
  })

  test('is found below the path that a GitHub Enterprise Server has', async () => {
    await restart({ basePath: '/api/v3' })
    for (let index = 0; index < 120; index++) addComment(github.state, 7, ALICE, `comment ${index}`)
    expect((await publishComment(request(), client())).kind).toBe('created')
    expect((await publishComment(request({ body: MENDED }), client())).kind).toBe('updated')
  })

  test('is another one for another key', async () => {
    await publishComment(request({ key: 'gate / api' }), client())
    await publishComment(request({ key: 'gate / web' }), client())
    await publishComment(request({ key: 'gate / web', body: MENDED }), client())
    expect(bodies()).toEqual([marked('gate / api', BREACH), marked('gate / web', MENDED)])
  })

  test('is the first of ours where there are several', async () => {
    addComment(github.state, 7, ACTIONS_BOT, marked('gate / images', 'first'))
    addComment(github.state, 7, ACTIONS_BOT, marked('gate / images', 'second'))
    await publishComment(request({ body: MENDED }), client())
    expect(bodies()).toEqual([marked('gate / images', MENDED), marked('gate / images', 'second')])
  })

  test('is one on each pull request', async () => {
    await restart({ pulls: [7, 8] })
    await publishComment(request(), client())
    expect((await publishComment(request({ pullRequest: 8 }), client())).kind).toBe('created')
  })
})

describe('only if it is ours', () => {
  test('a person who pasted our marker keeps his comment', async () => {
    const stolen = marked('gate / images', 'me!')
    addComment(github.state, 7, MALLORY, stolen)
    expect((await publishComment(request(), client())).kind).toBe('created')
    expect(bodies()).toEqual([stolen, marked('gate / images', BREACH)])
  })

  test('a bot that quotes our marker below its first line keeps its comment', async () => {
    const quoting = `Preview ready\n\n${marked('gate / images', 'x')}`
    addComment(github.state, 7, ACTIONS_BOT, quoting)
    expect((await publishComment(request(), client())).kind).toBe('created')
    expect(bodies()[0]).toBe(quoting)
  })

  test('with a token of a person, the comments of that person are ours and those of bots are not', async () => {
    await restart({ token: { owner: ALICE } })
    addComment(github.state, 7, ACTIONS_BOT, marked('gate / images', 'of the bot'))
    addComment(github.state, 7, MALLORY, marked('gate / images', 'of mallory'))
    expect((await publishComment(request(), client())).kind).toBe('created')
    expect((await publishComment(request({ body: MENDED }), client())).kind).toBe('updated')
    expect(bodies()).toEqual([
      marked('gate / images', 'of the bot'),
      marked('gate / images', 'of mallory'),
      marked('gate / images', MENDED),
    ])
  })
})

describe('mode', () => {
  test.each([
    { mode: 'always', state: QUIET, kind: 'created' },
    { mode: 'changes', state: QUIET, kind: 'skipped' },
    { mode: 'changes', state: { changed: true, breached: false }, kind: 'created' },
    { mode: 'on-breach', state: { changed: true, breached: false }, kind: 'skipped' },
    { mode: 'on-breach', state: { changed: true, breached: true }, kind: 'created' },
    { mode: 'never', state: { changed: true, breached: true }, kind: 'skipped' },
  ] as const)('$mode with $state creates: $kind', async ({ mode, state, kind }) => {
    expect((await publishComment(request({ mode, state }), client())).kind).toBe(kind)
    expect(bodies()).toHaveLength(kind === 'created' ? 1 : 0)
  })

  test.each(['always', 'changes', 'on-breach'] as const)('%s keeps an older comment up to date', async (mode) => {
    addComment(github.state, 7, ACTIONS_BOT, marked('gate / images', BREACH))
    expect((await publishComment(request({ mode, body: MENDED, state: QUIET }), client())).kind).toBe('updated')
  })

  test('never asks GitHub nothing', async () => {
    await publishComment(request({ mode: 'never' }), client())
    expect(github.calls).toEqual([])
  })

  test('an event without a pull request, or no token, asks nothing and says where the report is', async () => {
    const without = await publishComment(request({ pullRequest: null }), client())
    const tokenless = await publishComment(request(), null)
    expect(without).toMatchObject({
      kind: 'skipped',
      reason: expect.stringMatching(/no pull request.*the job summary/),
    })
    expect(tokenless).toMatchObject({ kind: 'skipped', reason: expect.stringMatching(/github-token.*the job summary/) })
    expect(github.calls).toEqual([])
  })
})

describe('length', () => {
  test('the longest body is taken, with the longest key and characters of four bytes', async () => {
    const body = '🛑'.repeat(MAX_BODY / 2).padEnd(MAX_BODY, '.')
    const outcome = await publishComment(request({ key: 'k'.repeat(500), body }), client())
    expect(outcome.kind).toBe('created')
    expect(bodies()[0]).toHaveLength(65_536)
  })

  test('GitHub refuses one character more, and that is an outcome', async () => {
    const outcome = await publishComment(request({ key: 'k'.repeat(500), body: '.'.repeat(MAX_BODY + 1) }), client())
    expect(outcome).toMatchObject({ kind: 'failed', reason: expect.stringMatching(/422.*maximum is 65536 characters/) })
  })
})

describe('a token that may not', () => {
  test('lacks a permission, which is named', async () => {
    await restart({ token: { write: false } })
    expect(await publishComment(request(), client())).toMatchObject({
      kind: 'forbidden',
      reason: expect.stringMatching(
        /lacks the permission `pull-requests: write`.*not accessible by integration.*job summary/,
      ),
    })
  })

  test.each([
    { readOnly: 'fork', words: /fork is read-only.*pull-requests: write/ },
    { readOnly: 'dependabot', words: /Dependabot is read-only.*pull-requests: write/ },
  ] as const)('is read-only for $readOnly, also when it would edit', async ({ readOnly, words }) => {
    await restart({ token: { write: false } })
    addComment(github.state, 7, ACTIONS_BOT, marked('gate / images', 'old'))
    const outcome = await publishComment(request({ readOnly }), client())
    expect(outcome).toMatchObject({ kind: 'forbidden', reason: expect.stringMatching(words) })
    expect(bodies()).toEqual([marked('gate / images', 'old')])
  })

  test('does not see the repository', async () => {
    await restart({ token: { sees: false } })
    expect(await publishComment(request(), client())).toMatchObject({
      kind: 'forbidden',
      reason: expect.stringMatching(/can't see pull request #7.*pull-requests: write/),
    })
  })

  test('is not valid', async () => {
    expect(await publishComment(request(), client('ghs_expired'))).toMatchObject({
      kind: 'forbidden',
      reason: expect.stringMatching(/wrong or has expired.*401: Bad credentials/),
    })
    expect(pauses).toEqual([])
  })

  test('meets a locked conversation', async () => {
    const pull = github.state.pulls.get(7)
    if (pull) pull.locked = true
    expect(await publishComment(request(), client())).toMatchObject({
      kind: 'forbidden',
      reason: expect.stringMatching(/conversation is locked/),
    })
  })
})

describe('GitHub in trouble', () => {
  test('429 with retry-after: waits that long and goes on', async () => {
    const reply = failure(429, 'You have exceeded a secondary rate limit.', { 'retry-after': '7' })
    github.fail({ operation: 'issues/create-comment', times: 1, reply })
    expect((await publishComment(request(), client())).kind).toBe('created')
    expect(pauses).toEqual([7000])
    expect(bodies()).toHaveLength(1)
  })

  test('403 of a primary rate limit: waits until the reset', async () => {
    const reset = String(Date.UTC(2026, 0, 1) / 1000 + 20)
    const reply = failure(403, 'API rate limit exceeded', { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': reset })
    github.fail({ operation: 'issues/list-comments', times: 1, reply })
    expect((await publishComment(request(), client())).kind).toBe('created')
    expect(pauses).toEqual([20_000])
  })

  test('a wait of more than a minute in all is not waited', async () => {
    const limited = (seconds: string) => failure(429, 'secondary rate limit', { 'retry-after': seconds })
    github.fail({ operation: 'issues/list-comments', times: 1, reply: limited('40') })
    github.fail({ operation: 'issues/create-comment', times: 1, reply: limited('30') })
    expect(await publishComment(request(), client())).toMatchObject({
      kind: 'failed',
      reason: expect.stringMatching(/rate limit.*wait 30 s/),
    })
    expect(pauses).toEqual([40_000])
  })

  test('a page of HTML with 502, then 503, then fine', async () => {
    github.fail({
      operation: 'issues/list-comments',
      times: 1,
      reply: { status: 502, headers: {}, body: '<html>Unicorn!</html>' },
    })
    github.fail({ operation: 'issues/list-comments', times: 1, reply: failure(503, 'Service Unavailable') })
    expect((await publishComment(request(), client())).kind).toBe('created')
    expect(pauses).toEqual([1000, 2000])
  })

  test('three failures are enough', async () => {
    github.fail({ operation: 'issues/list-comments', times: 9, reply: failure(500, 'Server Error') })
    const outcome = await publishComment(request(), client())
    expect(outcome).toMatchObject({
      kind: 'failed',
      reason: expect.stringMatching(/500: Server Error.*the job summary/),
    })
    expect(github.calls).toHaveLength(3)
  })

  test.each([
    { how: 'a 502', reply: failure(502, 'Bad Gateway') },
    { how: 'a cut connection', reply: 'cut' },
    { how: 'silence', reply: 'hang' },
  ] as const)('a comment whose answer is lost to $how is not made twice', async ({ reply }) => {
    github.fail({ operation: 'issues/create-comment', times: 1, reply, carriedOut: true })
    const impatient = client(github.token, reply === 'hang' ? 500 : 10_000)
    expect((await publishComment(request(), impatient)).kind).toBe('created')
    expect(bodies()).toHaveLength(1)
  })

  test('a comment that was not made is sent again', async () => {
    github.fail({ operation: 'issues/create-comment', times: 1, reply: failure(502, 'Bad Gateway') })
    expect((await publishComment(request(), client())).kind).toBe('created')
    expect(bodies()).toHaveLength(1)
  })

  test('nobody listens', async () => {
    const gone = client()
    await github.close()
    const outcome = await publishComment(request(), gone)
    expect(outcome).toMatchObject({ kind: 'failed', reason: expect.stringMatching(/ECONNREFUSED.*the job summary/) })
    expect(pauses).toEqual([1000, 2000])
    github = await startGithub()
  })

  test('an address that is none', async () => {
    const lost = connectGithub({
      token: 'x',
      apiUrl: 'http://[',
      repository: { owner: 'octo', repo: 'images' },
      sleep: () => Promise.resolve(),
      now: () => 0,
    })
    expect((await publishComment(request(), lost)).kind).toBe('failed')
  })
})
