import { execFile } from 'node:child_process'
import { cp, mkdir, mkdtemp, readFile, realpath, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { RUN_LABEL } from '../../src/plan/plan.js'
import { type ActRun, runAct } from '../support/act.js'
import { docker, engineEnv, type Environment } from '../support/engines.js'
import { type Github, startGithub } from '../support/github-server.js'
import { createProject, type Project } from '../support/project.js'

const execute = promisify(execFile)

/** The workflow that examples/service has for pasting, run by act on this machine for one pull request. */
describe('the workflow of examples/service under act', () => {
  let scratch: string
  let action: string
  let env: Environment
  let project: Project
  let github: Github
  let before: readonly string[]
  let over: ActRun
  let mended: ActRun

  beforeAll(async () => {
    scratch = await realpath(await mkdtemp(join(tmpdir(), 'act-')))
    action = join(scratch, 'action')
    await mkdir(action)
    for (const part of ['action.yml', 'dist']) await cp(resolve(part), join(action, part), { recursive: true })
    env = await engineEnv('classic')
    await execute('script/base-images', ['golang:1.26-bookworm'], { env: env })
    github = await startGithub()
    project = await createProject({})
    await cp(resolve('examples/service'), project.directory, { recursive: true })
    await project.commit({}, 'A service that redirects short links')
    before = await imagesOfRuns()
    over = await pullRequest('over-budget')
    mended = await pullRequest('within-budget')
  }, 600_000)

  afterAll(async () => {
    await github.close()
    await project.remove()
    await rm(scratch, { recursive: true, force: true })
  })

  async function imagesOfRuns(): Promise<readonly string[]> {
    return (await docker(env, 'image', 'ls', '--all', '--quiet', `--filter=label=${RUN_LABEL}`)).split('\n')
  }

  /** Puts one change of examples/changes on the pull request, merges it as GitHub does, and runs its workflow. */
  async function pullRequest(change: string): Promise<ActRun> {
    const git = (...args: string[]): Promise<string> => project.git(...args)
    await git('checkout', '--quiet', '-B', 'change', 'main')
    await git('apply', resolve(`examples/changes/${change}.patch`))
    const head = await project.commit({}, change)
    await git('checkout', '--quiet', '--detach', 'main')
    await git('merge', '--quiet', '--no-ff', '-m', 'merge', 'change')
    const repo = { full_name: 'octo/images' }
    const directory = join(scratch, change)
    await mkdir(directory)
    return runAct({
      repository: project.directory,
      scratch: directory,
      action,
      slug: 'octo/images',
      apiUrl: github.url,
      token: github.token,
      env,
      event: {
        number: 7,
        pull_request: {
          number: 7,
          labels: [],
          user: { login: 'octocat' },
          head: { sha: head, ref: 'change', repo },
          base: { sha: await git('rev-parse', 'main'), ref: 'main', repo },
        },
        repository: { ...repo, default_branch: 'main' },
      },
    })
  }

  it('fails the job for the change that breaks the budget', () => {
    expect(over.result).toBe('failure')
    expect(over.outputs).toMatchObject({ verdict: 'breach', passed: 'false' })
    expect(Number(over.outputs['change'])).toBeGreaterThan(10_000_000)
    expect(Number(over.outputs['size'])).toBeGreaterThan(Number(over.outputs['change']))
    expect(over.annotations.join('\n')).toMatch(/^error: .*max-size/m)
    expect(over.log).toContain('shortlinks is over budget')
    expect(over.log).not.toContain(github.token)
  })

  it('says in the summary what grew, against the commit that the pull request is merged onto', () => {
    expect(over.summary).toContain('## 🛑 Size Gate: shortlinks is over budget')
    expect(over.summary).toContain('COPY --from=builder /usr/local/go/bin /usr/local/bin')
    expect(over.summary).toContain('first parent of the merge of pull request')
  })

  it('passes the job for the change within the budget', () => {
    expect(mended.result).toBe('success')
    expect(mended.outputs).toMatchObject({ verdict: 'pass', passed: 'true' })
    expect(Number(mended.outputs['change'])).toBeGreaterThan(0)
  })

  it('keeps one comment on the pull request, and both runs know its address', () => {
    const comments = github.state.comments.filter(({ issue }) => issue === 7)
    expect(comments).toHaveLength(1)
    expect(comments[0]?.body).toContain('✅ Size Gate: shortlinks')
    expect(comments[0]?.body).not.toContain('over budget')
    expect(github.calls).toContain('issues/create-comment')
    expect(github.calls).toContain('issues/update-comment')
    expect(over.outputs['comment-url']).toMatch(/pull\/7#issuecomment-/)
    expect(mended.outputs['comment-url']).toBe(over.outputs['comment-url'])
  })

  // act keeps the runner's temporary directory of a job that failed.
  it('hands on the report as files', async () => {
    const report = JSON.parse(await readFile(over.outputs['report'] ?? '', 'utf8')) as object
    expect(report).toMatchObject({ version: 1, verdict: 'breach' })
    expect(await readFile(over.outputs['markdown'] ?? '', 'utf8')).toContain('over budget')
  })

  it('leaves no image behind', async () => {
    const left = await imagesOfRuns()
    expect(left.filter((id) => !before.includes(id))).toEqual([])
  })
})
