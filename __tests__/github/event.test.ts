import { describe, expect, test } from '@jest/globals'
import { GateError } from '../../src/errors.js'
import { type Environment, isActions, readEvent, readOnlyCause } from '../../src/github/event.js'
import { defaultCommentKey } from '../../src/github/marker.js'

const HEAD = '9f3c2e10aa45d10c0dbb9d3a37fd6af1b8e0a1c2'
const MERGE = '4b1d0aa7a0b1e7c4f62a8c05a41ed54ad2f1a3bb'
const BEFORE = '1111111111111111111111111111111111111111'
const REPOSITORY = { full_name: 'octo/images', default_branch: 'trunk' }

const PULL = {
  number: 7,
  user: { login: 'alice' },
  labels: [{ name: 'size-gate:accept' }, { name: 'bug' }],
  merge_commit_sha: '0'.repeat(39) + '1',
  head: { ref: 'feature', sha: HEAD, repo: { full_name: 'octo/images' } },
  base: {
    ref: 'main',
    sha: 'never used',
    repo: { full_name: 'octo/images', clone_url: 'https://github.com/octo/images.git' },
  },
}

const WORKFLOW: Environment = {
  GITHUB_ACTIONS: 'true',
  GITHUB_EVENT_PATH: '/runner/event.json',
  GITHUB_REPOSITORY: 'octo/images',
  GITHUB_WORKFLOW: 'Size gate',
  GITHUB_JOB: 'images',
  GITHUB_SHA: MERGE,
  GITHUB_REF: 'refs/heads/trunk',
  GITHUB_ACTOR: 'alice',
  GITHUB_RUN_ID: '12345',
}

function read(name: string, payload: unknown, env: Environment = {}): ReturnType<typeof readEvent> {
  return readEvent({ ...WORKFLOW, GITHUB_EVENT_NAME: name, ...env }, () => Promise.resolve(JSON.stringify(payload)))
}

describe('what an event is to the choice of the base', () => {
  test('pull_request, its merge ref checked out by default', async () => {
    const event = await read('pull_request', { pull_request: PULL }, { GITHUB_REF: 'refs/pull/7/merge' })
    expect(event.facts).toEqual({
      kind: 'pull_request',
      number: 7,
      headSha: HEAD,
      baseBranch: 'main',
      baseUrl: 'https://github.com/octo/images.git',
      mergeSha: MERGE,
    })
    expect(event.pullRequest).toEqual({
      number: 7,
      headSha: HEAD,
      headRef: 'feature',
      baseRef: 'main',
      labels: ['size-gate:accept', 'bug'],
      author: 'alice',
      isFork: false,
    })
  })

  test('pull_request_target runs on the base branch: the merge commit is the payload’s', async () => {
    const event = await read('pull_request_target', { pull_request: PULL })
    expect(event.facts).toMatchObject({ kind: 'pull_request', mergeSha: PULL.merge_commit_sha })
  })

  test('a closed pull request has no merge ref', async () => {
    const event = await read('pull_request', { pull_request: PULL }, { GITHUB_REF: 'refs/heads/main' })
    expect(event.facts).toMatchObject({ mergeSha: null })
  })

  test('merge_group', async () => {
    const event = await read('merge_group', {
      action: 'checks_requested',
      merge_group: { head_sha: HEAD, base_sha: BEFORE, head_ref: 'refs/heads/gh-readonly-queue/main/pr-7-4b1d0aa' },
    })
    expect(event.facts).toEqual({ kind: 'merge_group', baseSha: BEFORE })
    expect(event.pullRequest).toBeNull()
  })

  test.each([
    { before: BEFORE, expected: BEFORE },
    { before: '0'.repeat(40), expected: null },
    { before: '0'.repeat(64), expected: null },
    { before: null, expected: null },
  ])('push after $before', async ({ before, expected }) => {
    const event = await read('push', { before, after: HEAD, ref: 'refs/heads/trunk', repository: REPOSITORY })
    expect(event.facts).toEqual({ kind: 'push', before: expected })
    expect(event.pullRequest).toBeNull()
  })

  test.each(['workflow_dispatch', 'schedule', 'issue_comment', 'workflow_run'])('%s', async (name) => {
    const event = await read(name, { repository: REPOSITORY, pull_request: PULL })
    expect(event.facts).toEqual({ kind: 'other', defaultBranch: 'trunk' })
    expect(event.pullRequest).toBeNull()
  })

  test('outside a workflow nothing is read', async () => {
    const event = await readEvent({}, () => Promise.reject(new Error('read')))
    expect(event).toEqual({
      name: null,
      facts: { kind: 'other', defaultBranch: null },
      repository: null,
      pullRequest: null,
      serverUrl: 'https://github.com',
      apiUrl: 'https://api.github.com',
      workflow: null,
      job: null,
      ref: null,
      sha: null,
      actor: null,
      runUrl: null,
    })
  })
})

describe('the run', () => {
  test('on a GitHub Enterprise Server', async () => {
    const event = await read(
      'push',
      {},
      { GITHUB_SERVER_URL: 'https://git.acme.example/', GITHUB_API_URL: 'https://git.acme.example/api/v3/' },
    )
    expect(event).toMatchObject({
      repository: { owner: 'octo', repo: 'images' },
      serverUrl: 'https://git.acme.example',
      apiUrl: 'https://git.acme.example/api/v3',
      runUrl: 'https://git.acme.example/octo/images/actions/runs/12345',
    })
    expect(defaultCommentKey(event)).toBe('Size gate / images')
  })

  test('is one of Actions only where the runner says so', () => {
    expect([isActions(WORKFLOW), isActions({}), isActions({ GITHUB_ACTIONS: 'false' })]).toEqual([true, false, false])
  })
})

describe('read-only tokens', () => {
  const forked = (repo: unknown) => ({ pull_request: { ...PULL, head: { ...PULL.head, repo } } })

  test.each([
    { what: 'another repository', repo: { full_name: 'mallory/images' }, cause: 'fork' },
    { what: 'a repository that is gone', repo: null, cause: 'fork' },
    { what: 'the same one in another case', repo: { full_name: 'Octo/Images' }, cause: null },
  ])('head in $what: $cause', async ({ repo, cause }) => {
    expect(readOnlyCause(await read('pull_request', forked(repo)))).toBe(cause)
    expect(readOnlyCause(await read('pull_request_target', forked(repo)))).toBeNull()
  })

  test('Dependabot', async () => {
    const event = await read('pull_request', { pull_request: PULL }, { GITHUB_ACTOR: 'dependabot[bot]' })
    expect(readOnlyCause(event)).toBe('dependabot')
  })
})

describe('an event that can’t be read', () => {
  async function refusal(name: string, content: string | Error, env: Environment = {}): Promise<GateError> {
    const reading = readEvent({ ...WORKFLOW, GITHUB_EVENT_NAME: name, ...env }, () =>
      typeof content === 'string' ? Promise.resolve(content) : Promise.reject(content),
    )
    const thrown: unknown = await reading.then(
      () => null,
      (error: unknown) => error,
    )
    if (!(thrown instanceof GateError)) throw new Error('no GateError')
    return thrown
  }

  test.each([
    {
      what: 'no path',
      name: 'push',
      content: '{}',
      env: { GITHUB_EVENT_PATH: '' },
      words: /"push".*GITHUB_EVENT_PATH/,
    },
    {
      what: 'no file',
      name: 'push',
      content: new Error('ENOENT: gone'),
      env: {},
      words: /"\/runner\/event.json".*ENOENT/,
    },
    { what: 'broken JSON', name: 'push', content: '{"before":', env: {}, words: /"\/runner\/event.json" is not JSON/ },
    { what: 'an empty file', name: 'push', content: '', env: {}, words: /is not JSON/ },
    { what: 'another event’s payload', name: 'pull_request', content: '{}', env: {}, words: /no pull_request.number/ },
    {
      what: 'JSON of another shape',
      name: 'pull_request',
      content: '[null]',
      env: {},
      words: /no pull_request.number/,
    },
    { what: 'no base', name: 'merge_group', content: '{"merge_group":{}}', env: {}, words: /no merge_group.base_sha/ },
    {
      what: 'no such repository',
      name: 'push',
      content: '{}',
      env: { GITHUB_REPOSITORY: 'octo' },
      words: /"octo".*owner\/name/,
    },
  ])('$what', async ({ name, content, env, words }) => {
    const error = await refusal(name, content, env)
    expect(error).toMatchObject({
      trouble: 'environment',
      message: expect.stringMatching(words),
      hint: expect.any(String),
    })
  })
})
