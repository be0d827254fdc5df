import { rm } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { Report, ReportImage } from '../../src/report/report.js'
import { reportOf, sizeGate } from '../support/command.js'
import { engineEnv, type Environment } from '../support/engines.js'
import { createProject, type Files, type Project } from '../support/project.js'

let env: Environment
const projects: Project[] = []

beforeAll(async () => {
  env = await engineEnv('classic')
})

afterAll(async () => {
  for (const project of projects) await project.remove()
})

/** A repository whose `main` has `base`, with a branch checked out that has `head` on top. */
async function change(base: Files, head: Files, remove: readonly string[] = []): Promise<Project> {
  const project = await createProject(base)
  projects.push(project)
  await project.git('checkout', '--quiet', '-b', 'change')
  for (const path of remove) await rm(`${project.directory}/${path}`, { recursive: true })
  await project.commit(head)
  return project
}

async function compared(project: Project, ...args: string[]): Promise<Report> {
  return reportOf(args, project.directory, env)
}

function row(report: Report, target?: string): ReportImage {
  const found = report.images.find((each) => target === undefined || each.target === target)
  if (found === undefined) throw new Error(`no row ${target ?? ''} in ${JSON.stringify(report)}`)
  return found
}

const COPY_ALL = 'FROM busybox:1.37\nCOPY . /all\n'
const bytes = (count: number): Buffer => Buffer.alloc(count, 1)

describe("git's own metadata", () => {
  test('the same commit against itself is 0 B, with COPY . . and no .dockerignore', async () => {
    const project = await change({ Dockerfile: COPY_ALL, data: bytes(1000) }, {})
    await project.git('checkout', '--quiet', 'main')
    const { images, base, head } = await compared(project)
    expect(base.sha).toBe(head.sha)
    expect(images[0]).toMatchObject({ status: 'unchanged', size: { change: 0 } })
    // It is in the image, and it is in the figure.
    expect(images[0]?.size.head).toBeGreaterThan(2_063_000 + 20_000)
  })

  test('a commit that adds 500 bytes changes it by 500 bytes', async () => {
    const project = await change({ Dockerfile: COPY_ALL }, { more: bytes(500) })
    expect(row(await compared(project)).size.change).toBe(500)
  })

  test('a .dockerignore that leaves .git out is the author’s gain', async () => {
    const project = await change({ Dockerfile: COPY_ALL }, { '.dockerignore': '.git\n.dockerignore\n' })
    expect(row(await compared(project)).size.change).toBeLessThan(-20_000)
  })

  test('a build that asks git whether the tree is clean hears the same on both sides', async () => {
    const dockerfile = 'FROM busybox:1.37\nCOPY .git/HEAD /head\nCOPY .git/index /index\n'
    const project = await change({ Dockerfile: dockerfile }, { more: 'x' })
    expect(row(await compared(project)).size.change).toBe(0)
  })
})

describe('files that an earlier step made', () => {
  const base = { Dockerfile: 'FROM busybox:1.37\nCOPY dist /dist\n', '.gitignore': 'dist\n', source: 'a' }

  test('are made at the base too by `prepare`', async () => {
    const project = await change(base, { source: 'ab' })
    await project.write({ 'dist/app': bytes(700) })
    const report = await compared(project, '--prepare', 'mkdir dist && head -c 500 /dev/zero > dist/app')
    expect(row(report).size.change).toBe(200)
  })

  test('and where they are missing the message says so, and the verdict is a warning', async () => {
    const project = await change(base, { source: 'ab' })
    await project.write({ 'dist/app': bytes(700) })
    const { code, stdout } = await sizeGate(['--max-increase', '1 MB'], project.directory, env)
    expect(code).toBe(0)
    expect(stdout).toMatch(/the base\s+could not be built/)
    expect(stdout.replace(/\s+/g, ' ')).toContain("dist is in the head's tree but not in git")
    expect(stdout).toContain('prepare')
  })

  test('a prepare that fails is told with its exit code, and nothing is judged as growth', async () => {
    const project = await change(base, { source: 'ab' })
    await project.write({ 'dist/app': bytes(700) })
    const report = await compared(project, '--prepare', 'echo went wrong >&2; exit 7')
    expect(report.verdict).toBe('warn')
    expect(report.base).toMatchObject({ source: 'none', expected: true })
    expect(report.base.reason).toMatch(/exit code 7.*went wrong/)
  })
})

describe('what is on one side only', () => {
  const image = (size: number): Files => ({ Dockerfile: 'FROM busybox:1.37 AS app\nCOPY data /\n', data: bytes(size) })

  test('a new Dockerfile is new: limits on growth are skipped, those on the size judged', async () => {
    const project = await change({ readme: 'x' }, image(100))
    const report = await compared(project, '--max-increase', '1 B', '--max-size', '100 MB')
    expect(report.verdict).toBe('pass')
    expect(row(report)).toMatchObject({ status: 'added', size: { base: null, change: null } })
    expect(row(report).limits.map(({ limit, status }) => [limit, status])).toEqual([
      ['max-size', 'pass'],
      ['max-increase', 'skipped'],
    ])
  })

  test('one of several Dockerfiles that is gone is removed, with its old size', async () => {
    const worker = { 'worker/Dockerfile': 'FROM busybox:1.37\nCOPY data /\n', 'worker/data': bytes(50) }
    const api = { 'api/Dockerfile': 'FROM scratch\nCOPY data /\n', 'api/data': bytes(60) }
    const project = await change({ ...worker, ...api }, {}, ['worker'])
    const report = await compared(project)
    expect(report.images.map(({ image: name, status }) => [name, status])).toEqual([
      ['api', 'unchanged'],
      ['worker', 'removed'],
    ])
    expect(report.images[1]?.size).toMatchObject({ head: null, change: null })
    expect(report.images[1]?.size.base).toBeGreaterThan(2_000_000)
  })

  test('a Dockerfile that moved is followed', async () => {
    const text = 'FROM busybox:1.37\nCOPY data /data\nRUN true\nENV A=b\n'
    const project = await change(
      { Dockerfile: text, data: bytes(100) },
      { 'docker/Dockerfile': text, data: bytes(150) },
      ['Dockerfile'],
    )
    const report = await compared(project, '--context', '.', '--file', 'docker/Dockerfile')
    expect(row(report).size.change).toBe(50)
    expect(row(report).notes.join()).toContain('Dockerfile')
  })

  test('a discovered Dockerfile that was renamed is compared with what it was, and its growth judged', async () => {
    const text = (what: string): string => `FROM busybox:1.37\nCOPY data /${what}\nRUN true\nENV ${what}=b\n`
    const project = await change(
      { 'api.Dockerfile': text('api'), 'web.Dockerfile': text('web'), data: bytes(100) },
      { 'server.Dockerfile': text('api'), 'jobs.Dockerfile': 'FROM busybox:1.37\nRUN true\n', data: bytes(20_100) },
      ['api.Dockerfile'],
    )
    const report = await compared(project, '--max-increase', '10kB')
    expect(report.images.map(({ image, status, size }) => [image, status, size.change])).toEqual([
      ['jobs', 'added', null],
      ['server', 'changed', 20_000],
      ['web', 'changed', 20_000],
    ])
    expect(report.images[1]?.notes.join()).toContain('the image was called `api` at the base')
    expect(report.verdict).toBe('breach')
  })

  test('a renamed last stage is compared with what it was', async () => {
    const text = (name: string): string => `FROM busybox:1.37 AS ${name}\nCOPY data /\n`
    const project = await change(
      { Dockerfile: text('final'), data: bytes(10) },
      { Dockerfile: text('runtime'), data: bytes(30) },
    )
    const report = await compared(project)
    expect(report.images).toHaveLength(1)
    expect(row(report)).toMatchObject({ target: 'runtime', size: { change: 20 } })
    expect(row(report).notes.join()).toContain('`final`')
  })

  test('a new stage and a gone one are rows of their own', async () => {
    const stages = (...names: string[]): Files => ({
      Dockerfile: `${names.map((name) => `FROM busybox:1.37 AS ${name}\nRUN echo ${name} > /name\n`).join('')}FROM scratch\nCOPY Dockerfile /\n`,
    })
    const project = await change(stages('old', 'same'), stages('same', 'new'))
    const report = await compared(project)
    expect(report.images.map(({ target, status }) => [target, status])).toEqual([
      ['same', 'unchanged'],
      ['new', 'added'],
      ['stage-2', 'unchanged'],
      ['old', 'removed'],
    ])
  })

  test('a build argument that the base does not know does not stop it', async () => {
    const project = await change(image(10), {
      Dockerfile: 'FROM busybox:1.37 AS app\nARG SIZE=5\nRUN head -c $SIZE /dev/zero > /data\n',
    })
    expect(row(await compared(project, '--build-args', 'SIZE=30')).size.change).toBe(20)
  })

  test('a base that does not build neither blocks the change that mends it nor looks like a pass', async () => {
    const project = await change({ ...image(10), Dockerfile: 'FROM busybox:1.37\nRUN exit 3\n' }, image(20))
    const { code, stdout } = await sizeGate(['--max-increase', '1 B', '--max-size', '1 B'], project.directory, env)
    expect(stdout).toContain('RUN exit 3')
    expect(code).toBe(1)
    const lenient = await compared(project, '--max-increase', '1 B')
    expect(lenient.verdict).toBe('warn')
    expect(row(lenient)).toMatchObject({ status: 'changed', size: { base: null, change: null } })
  })

  test("the base's own config file says how the base is built", async () => {
    const config = (size: number): Files => ({
      '.github/size-gate.yml': `images:\n  app:\n    build-args:\n      SIZE: "${size}"\n`,
    })
    const dockerfile = { Dockerfile: 'FROM busybox:1.37\nARG SIZE\nRUN head -c $SIZE /dev/zero > /data\n' }
    const project = await change({ ...dockerfile, ...config(1000) }, config(1500))
    expect(row(await compared(project)).size.change).toBe(500)
  })
})

test('uncommitted work counts in a run by hand', async () => {
  const project = await change({ Dockerfile: COPY_ALL, '.dockerignore': '.git', data: bytes(10) }, {})
  await project.write({ data: bytes(25) })
  expect(row(await compared(project)).size.change).toBe(15)
  expect(await project.git('status', '--porcelain')).toBe('M data')
})
