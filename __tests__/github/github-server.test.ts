import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { type Github, startGithub } from '../support/github-server.js'
import { failure } from '../support/github-server-routes.js'

let github: Github

beforeEach(async () => {
  github = await startGithub()
})

const JSON_TYPE = { accept: 'application/vnd.github.v3+json', 'content-type': 'application/json' }

async function call(
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = JSON_TYPE,
): Promise<number> {
  const authorization = `token ${github.token}`
  const init = body === undefined ? {} : { body: JSON.stringify(body) }
  const response = await fetch(`${github.url}${path}`, { method, headers: { authorization, ...headers }, ...init })
  await response.text()
  return response.status
}

const COMMENTS = '/repos/octo/images/issues/7/comments'

test('what GitHub allows passes', async () => {
  expect(await call('GET', `${COMMENTS}?per_page=100&page=1&since=2026-01-01T00:00:00Z`)).toBe(200)
  expect(await call('POST', COMMENTS, { body: 'hello' })).toBe(201)
  expect(await call('GET', '/repos/octo/images/issues/8/comments')).toBe(404)
  await github.close()
})

test.each([
  {
    what: 'an unknown path',
    method: 'GET',
    path: '/repos/octo/images/pull/7/comments',
    body: undefined,
    words: /not in the OpenAPI/,
  },
  { what: 'an unknown method', method: 'PUT', path: COMMENTS, body: {}, words: /not in the OpenAPI/ },
  {
    what: 'an issue that is no number',
    method: 'GET',
    path: '/repos/octo/images/issues/x/comments',
    body: undefined,
    words: /issue_number=x/,
  },
  {
    what: 'an unknown query',
    method: 'GET',
    path: `${COMMENTS}?perpage=100`,
    body: undefined,
    words: /perpage is not known/,
  },
  { what: 'a page of 250', method: 'GET', path: `${COMMENTS}?per_page=250`, body: undefined, words: /over 100/ },
  { what: 'no body', method: 'POST', path: COMMENTS, body: undefined, words: /body is missing/ },
  { what: 'a body without its property', method: 'POST', path: COMMENTS, body: {}, words: /required property 'body'/ },
  { what: 'a body of another type', method: 'POST', path: COMMENTS, body: { body: 7 }, words: /must be string/ },
  {
    what: 'an unknown property',
    method: 'POST',
    path: COMMENTS,
    body: { body: '', text: '' },
    words: /text is not known/,
  },
  {
    what: 'an operation it has not learnt',
    method: 'GET',
    path: '/repos/octo/images/issues/7',
    body: undefined,
    words: /not known to this stand-in/,
  },
])('refuses $what, and close() throws', async ({ method, path, body, words }) => {
  expect(await call(method, path, body)).toBe(501)
  await expect(github.close()).rejects.toThrow(words)
})

test('refuses headers that GitHub would not take', async () => {
  expect(await call('GET', COMMENTS, undefined, { accept: 'text/html' })).toBe(501)
  expect(await call('POST', COMMENTS, { body: '' }, { ...JSON_TYPE, 'content-type': 'text/plain' })).toBe(501)
  await expect(github.close()).rejects.toThrow(/Accept is "text\/html"[^]*Content-Type is "text\/plain"/)
})

test('refuses answers of its own that GitHub would not give', async () => {
  const bare = { id: 1, body: 'half a comment' }
  github.fail({ operation: 'issues/list-comments', times: 1, reply: { status: 200, headers: {}, body: [bare] } })
  github.fail({ operation: 'issues/list-comments', times: 1, reply: failure(418, 'teapot') })
  expect([await call('GET', COMMENTS), await call('GET', COMMENTS)]).toEqual([501, 501])
  expect(() => github.assertClean()).toThrow(/required property 'node_id'[^]*418 is not described/)
  await expect(github.close()).rejects.toThrow()
})

afterEach(async () => {
  await github.close().catch(() => undefined)
})
