import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { connectGithub, type GithubClient } from '../../src/github/client.js'
import { findOverride } from '../../src/github/override.js'
import { type Github, startGithub } from '../support/github-server.js'
import { failure } from '../support/github-server-routes.js'
import { addLabel, type Person, removeLabel } from '../support/github-server-state.js'

const ALICE: Person = { login: 'alice', id: 11, type: 'User' }
const BOB: Person = { login: 'bob', id: 12, type: 'User' }
const LABEL = 'size-gate:accept'
const UNLABELLED = { number: 7, labels: [] }

let github: Github

beforeEach(async () => {
  github = await startGithub()
})

afterEach(() => github.close())

function client(): GithubClient {
  return connectGithub({
    token: github.token,
    apiUrl: github.url,
    repository: { owner: 'octo', repo: 'images' },
    sleep: () => Promise.resolve(),
    now: () => 0,
  })
}

test('no label, no override', async () => {
  addLabel(github.state, 7, 'bug', ALICE, '2026-01-01T10:00:00Z')
  expect(await findOverride(LABEL, { number: 7, labels: [LABEL] }, client())).toBeNull()
})

test('the label was put on after the event: who and when', async () => {
  addLabel(github.state, 7, LABEL, ALICE, '2026-01-01T10:00:00Z')
  expect(await findOverride(LABEL, UNLABELLED, client())).toEqual({
    label: LABEL,
    by: 'alice',
    at: '2026-01-01T10:00:00Z',
  })
})

test('the last to put it on accepted, also on the second page of events', async () => {
  addLabel(github.state, 7, LABEL, ALICE, '2026-01-01T10:00:00Z')
  removeLabel(github.state, 7, LABEL, ALICE, '2026-01-01T11:00:00Z')
  for (let index = 0; index < 120; index++) addLabel(github.state, 7, `other-${index}`, ALICE, '2026-01-01T12:00:00Z')
  addLabel(github.state, 7, LABEL, BOB, '2026-01-01T13:00:00Z')
  expect(await findOverride(LABEL, UNLABELLED, client())).toMatchObject({ by: 'bob', at: '2026-01-01T13:00:00Z' })
})

test('labels have no case', async () => {
  addLabel(github.state, 7, 'Size-Gate:Accept', ALICE, '2026-01-01T10:00:00Z')
  expect(await findOverride(LABEL, UNLABELLED, client())).toMatchObject({ label: 'Size-Gate:Accept', by: 'alice' })
})

test('events that can’t be had: accepted, by nobody known', async () => {
  addLabel(github.state, 7, LABEL, ALICE, '2026-01-01T10:00:00Z')
  github.fail({ operation: 'issues/list-events', times: 3, reply: failure(500, 'Server Error') })
  expect(await findOverride(LABEL, UNLABELLED, client())).toEqual({ label: LABEL, by: null, at: null })
})

test('labels that can’t be had: the event’s count', async () => {
  github.fail({
    operation: 'issues/list-labels-on-issue',
    times: 2,
    reply: failure(403, 'Resource not accessible by integration'),
  })
  expect(await findOverride(LABEL, { number: 7, labels: [LABEL] }, client())).toEqual({
    label: LABEL,
    by: null,
    at: null,
  })
  expect(await findOverride(LABEL, UNLABELLED, client())).toBeNull()
  expect(github.calls).toEqual(['issues/list-labels-on-issue', 'issues/list-labels-on-issue'])
})

test('no token: the event’s labels count', async () => {
  expect(await findOverride(LABEL, { number: 7, labels: [LABEL] }, null)).toEqual({ label: LABEL, by: null, at: null })
})
