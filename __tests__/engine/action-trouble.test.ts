import { afterAll, afterEach, beforeAll, beforeEach, expect, it, jest } from '@jest/globals'
import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { type Github, startGithub } from '../support/github-server.js'
import { annotationsOf, runStep, startStep, type StepResult } from '../support/runner.js'
import { pullRequestEvent, SLUG } from '../support/runner-events.js'
import { data, SHOP } from '../support/runner-shop.js'
import {
  checkOut,
  emptyWorkspace,
  type Hosted,
  hostRepository,
  PULL,
  type PullState,
  type Workspace,
} from '../support/runner-workspace.js'

jest.setTimeout(120_000)

const workspaces: Workspace[] = []
let github: Github
let shop: Hosted
let state: PullState

beforeAll(async () => {
  shop = await hostRepository(SHOP)
  state = await shop.push({ data: data(150_000) })
})

beforeEach(async () => {
  github = await startGithub({ repository: SLUG, pulls: [PULL] })
})

afterEach(() => github.close())

afterAll(async () => {
  await Promise.all(workspaces.map((workspace) => workspace.remove()))
  await shop.remove()
})

async function workspaceOf(made: Promise<Workspace>): Promise<Workspace> {
  workspaces.push(await made)
  return made
}

/** A step that came to no report: it failed, said why once, and posted nothing. */
function expectRefusal(step: StepResult): string {
  expect(step.code).toBe(1)
  expect(step.left).toEqual([])
  expect(step.summary).toBe('')
  expect(github.calls).toEqual([])
  const told = annotationsOf(step)
  expect(told.map(({ level }) => level)).toEqual(['error'])
  expect(step.log).not.toMatch(/^\s+at /m)
  return told[0]?.message ?? ''
}

it('lists all that is wrong with the inputs at once', async () => {
  const workspace = await workspaceOf(checkOut(shop, state.merge))
  const given = { 'max-size': 'huge', 'on-breach': 'explode', comment: 'sometimes', 'min-stages': '1.5' }
  const message = expectRefusal(await runStep({ workspace, event: pullRequestEvent(shop, state), github, with: given }))
  for (const [name, value] of Object.entries(given)) {
    expect(message).toContain(name)
    expect(message).toContain(value)
  }
})

it.each([
  ['is not there', { GITHUB_EVENT_PATH: '/nowhere/event.json' }, '/nowhere/event.json'],
  ['is not named', { GITHUB_EVENT_PATH: undefined }, 'GITHUB_EVENT_PATH'],
])('says that the event file %s', async (_, env, words) => {
  const workspace = await workspaceOf(checkOut(shop, state.merge))
  const message = expectRefusal(await runStep({ workspace, event: pullRequestEvent(shop, state), github, env }))
  expect(message).toContain(words)
})

it('says that the workspace is no repository, and what to do', async () => {
  const workspace = await workspaceOf(emptyWorkspace())
  const message = expectRefusal(await runStep({ workspace, event: pullRequestEvent(shop, state), github }))
  expect(message).toContain(workspace.directory)
  expect(message).toContain('actions/checkout')
})

it('says of a repository without a commit that there is nothing to build', async () => {
  const workspace = await workspaceOf(emptyWorkspace())
  execFileSync('git', ['init', '--quiet', workspace.directory])
  const message = expectRefusal(await runStep({ workspace, event: pullRequestEvent(shop, state), github }))
  expect(message).toContain('Dockerfile')
})

it('says which engine does not answer', async () => {
  const workspace = await workspaceOf(checkOut(shop, state.merge))
  const socket = `unix://${join(workspace.runner, 'no.sock')}`
  const step = await runStep({ workspace, event: pullRequestEvent(shop, state), github, env: { DOCKER_HOST: socket } })
  expect(expectRefusal(step)).toMatch(/docker|engine/i)
})

it.each([
  ['SIGINT', 'while it builds', 'COPY now /now'],
  ['SIGTERM', 'while it builds', 'COPY now /now'],
  ['SIGINT', 'before it builds', '::add-mask::'],
] as const)('ends within seconds of %s %s, and leaves nothing', async (signal, _, words) => {
  const slow = await hostRepository({ Dockerfile: 'FROM busybox:1.37\nRUN true\n' })
  try {
    const dockerfile = `FROM busybox:1.37 AS quick\nCOPY now /now\n\nFROM busybox:1.37\nCOPY now /now\nRUN sleep 60\n`
    const slept = await slow.push({ Dockerfile: dockerfile, now: `${Date.now()} ${signal}` })
    const workspace = await workspaceOf(checkOut(slow, slept.merge))
    const { child, ended, says } = await startStep({ workspace, event: pullRequestEvent(slow, slept), github })
    await says(words)
    const sent = Date.now()
    child.kill(signal)
    const step = await ended
    // The runner gives a step that long before it sends the next signal.
    expect(Date.now() - sent).toBeLessThan(7_500)
    expect(step.runs.length).toBeLessThanOrEqual(1)
    expect(expectRefusal(step)).toContain(signal)
  } finally {
    await slow.remove()
  }
})

it('clears away what a killed step of the same job left', async () => {
  const killed = await hostRepository({ Dockerfile: 'FROM busybox:1.37\nRUN true\n' })
  try {
    const slept = await killed.push({ Dockerfile: `FROM busybox:1.37\nRUN echo ${Date.now()} && sleep 4\n` })
    const workspace = await workspaceOf(checkOut(killed, slept.merge))
    const step = { workspace, event: pullRequestEvent(killed, slept), github }
    const { child, ended, says } = await startStep(step)
    await says('::group::Build')
    child.kill('SIGKILL')
    const { left, runs } = await ended
    expect(left).toEqual(expect.arrayContaining([...runs]))
    expect(runs).toHaveLength(1)
    const next = await runStep(step)
    expect(next.code).toBe(0)
    expect(next.left).toEqual([])
  } finally {
    await killed.remove()
  }
})
