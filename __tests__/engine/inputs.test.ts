import { type ChildProcess, spawn } from 'node:child_process'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals'
import type { Report } from '../../src/report/report.js'
import { type Ended, reportOf, sizeGate } from '../support/command.js'
import { docker, engineEnv, type Environment, startEngine } from '../support/engines.js'
import { startGithub } from '../support/github-server.js'
import { createProject, type Files, type Project } from '../support/project.js'
import { runStep } from '../support/runner.js'
import { pullRequestEvent, SLUG } from '../support/runner-events.js'
import { data, SHOP } from '../support/runner-shop.js'
import { checkOut, hostRepository, PULL } from '../support/runner-workspace.js'

jest.setTimeout(120_000)

let env: Environment
let elsewhere: string
const projects: Project[] = []

beforeAll(async () => {
  env = await engineEnv('classic')
  elsewhere = await mkdtemp(join(tmpdir(), 'inputs-'))
})

afterAll(async () => {
  for (const project of projects) await project.remove()
  await rm(elsewhere, { recursive: true })
})

async function projectOf(files: Files): Promise<Project> {
  const project = await createProject(files)
  projects.push(project)
  return project
}

/** What building and measuring the working tree alone says. */
async function measured(files: Files, args: readonly string[], over: Environment = {}): Promise<Report> {
  const { directory } = await projectOf(files)
  return reportOf(['measure', ...args], directory, { ...env, ...over })
}

/** A Dockerfile whose one layer of its own is what the command writes to /out. */
const writing = (command: string, flags = ''): Files => ({
  Dockerfile: `FROM busybox:1.37\n# ${Math.random()}\nRUN ${flags} ${command}\n`,
})

const own = (report: Report): number | null | undefined =>
  report.images[0]?.instructions.find(({ origin }) => origin === 'own')?.head
const failure = (report: Report): string => JSON.stringify(report.images[0]?.failures)

describe('secrets', () => {
  const MOUNTS = ['value', 'env', 'file'].map((id) => `--mount=type=secret,id=${id}`).join(' ')
  const VALUE = 'value-of-27-characters-{"},'
  const ENV = 'from-env-$HOME-${HOME}-%{x}'
  const FILE = 'the first line\n  the second line\nno\n'
  let given: readonly string[]

  beforeAll(async () => {
    await writeFile(join(elsewhere, 'token'), FILE)
    given = ['--secrets', `value=${VALUE}`, '--secret-envs', 'env=IN_ENV', '--secret-files', `file=${elsewhere}/token`]
  })

  test('reach the build as they are, by value, from the environment and from a file', async () => {
    const files = writing('cat /run/secrets/value /run/secrets/env /run/secrets/file > /out', MOUNTS)
    const report = await measured(files, given, { IN_ENV: ENV })
    expect(own(report)).toBe(VALUE.length + ENV.length + FILE.length)
  })

  test('a value of several lines keeps them', async () => {
    const files = writing('cat /run/secrets/key > /out', '--mount=type=secret,id=key')
    expect(own(await measured(files, ['--secrets', '"key=first\nsecond\n"']))).toBe('first\nsecond\n'.length)
  })

  test('both sides get them', async () => {
    const project = await projectOf(writing('cat /run/secrets/value > /out', MOUNTS))
    await project.git('checkout', '--quiet', '-b', 'change')
    await project.commit(writing('cat /run/secrets/* > /out', MOUNTS))
    const { images } = await reportOf(given, project.directory, { ...env, IN_ENV: ENV })
    expect(images[0]?.size.change).toBe(ENV.length + FILE.length)
  })

  test('are shown nowhere when a step prints them and fails, or stands in their name', async () => {
    const print =
      'for s in value env file; do cat /run/secrets/$s; echo; done; echo "x=$(cat /run/secrets/env)" >&2; exit 3'
    const project = await projectOf({
      Dockerfile: `FROM busybox:1.37\nARG TOKEN\nRUN ${MOUNTS} : "${VALUE.replace(/["{}]/g, '')}"; ${print}\n`,
    })
    const args = [...given, '--secrets', `used=${VALUE.replace(/["{}]/g, '')}`, '--build-args', `TOKEN=${ENV}`]
    for (const form of [[], ['--json'], ['--markdown']]) {
      const ended = await sizeGate(['measure', ...args, ...form], project.directory, { ...env, IN_ENV: ENV })
      expect(ended.code).toBe(2)
      expect(ended.stdout).toContain('***')
      expect(ended.stdout).toContain('x=***')
      for (const part of ['value-of', 'from-env', '${HOME}', 'the first', 'the second']) {
        expect(ended.stdout + ended.stderr).not.toContain(part)
      }
    }
  })

  test('stand neither in the arguments nor in the definition of the build', async () => {
    const config = join(elsewhere, 'config')
    const calls = join(elsewhere, 'calls')
    const path = '{{range .ClientInfo.Plugins}}{{if eq .Name "buildx"}}{{.Path}}{{end}}{{end}}'
    const real = (await docker(env, 'info', '--format', path)).trim()
    await mkdir(join(config, 'cli-plugins'), { recursive: true })
    const script = `#!/bin/sh\necho "$@" >> ${calls}\ncase "$*" in *bake*) tee -a ${calls} | ${real} "$@";; *) exec ${real} "$@";; esac\n`
    await writeFile(join(config, 'cli-plugins', 'docker-buildx'), script, { mode: 0o755 })
    const files = writing('cat /run/secrets/value > /out', MOUNTS)
    const report = await measured(files, given, { IN_ENV: ENV, DOCKER_CONFIG: config })
    expect(own(report)).toBe(VALUE.length)
    const seen = await readFile(calls, 'utf8')
    expect(seen).toContain('id=value,env=SIZE_GATE_SECRET_1')
    for (const secret of ['value-of', 'from-env', 'the first']) expect(seen).not.toContain(secret)
  })
})

describe('build contexts', () => {
  test('a directory of the tree is each side’s own, an image stands in for a name', async () => {
    const dockerfile = 'FROM base\nCOPY --from=assets . /assets\n'
    const project = await projectOf({ Dockerfile: dockerfile, 'web/assets/a': Buffer.alloc(100) })
    await project.git('checkout', '--quiet', '-b', 'change')
    await project.commit({ 'web/assets/a': Buffer.alloc(170) })
    const contexts = 'assets=./web/assets\nbase=docker-image://busybox:1.37'
    const { images } = await reportOf(['--build-contexts', contexts], project.directory, env)
    expect(images[0]?.size.change).toBe(70)
  })

  test('one that only the head has does not keep the base from being built', async () => {
    const project = await projectOf({ Dockerfile: 'FROM busybox:1.37\nCOPY Dockerfile /x\n' })
    await project.git('checkout', '--quiet', '-b', 'change')
    await project.commit({ Dockerfile: 'FROM busybox:1.37\nCOPY --from=assets . /x\n', 'assets/a': Buffer.alloc(500) })
    const { images, verdict } = await reportOf(['--build-contexts', 'assets=assets'], project.directory, env)
    expect(verdict).toBe('pass')
    expect(images[0]?.size.change).toBe(500 - 'FROM busybox:1.37\nCOPY Dockerfile /x\n'.length)
  })
})

describe('cache-from', () => {
  test('takes layers from a local cache, and says which steps were', async () => {
    const files = {
      Dockerfile: 'FROM scratch AS a\nCOPY data /d\nFROM scratch\nCOPY --from=a /d /e\n',
      data: `${Math.random()}`,
    }
    const project = await projectOf(files)
    await startEngine('containerd')
    const other = await engineEnv('containerd')
    const cache = join(elsewhere, 'cache')
    const to = `type=local,dest=${cache},mode=max`
    await docker(other, 'buildx', 'build', '--quiet', '--cache-to', to, project.directory)
    const ended = await sizeGate(['measure', '--cache-from', `type=local,src=${cache}`], project.directory, env)
    expect(ended.code).toBe(0)
    expect(ended.stderr).toMatch(/COPY --from=a \/d \/e\s+cached/)
  })

  test('that is not there yet is no error', async () => {
    const args = ['--cache-from', 'type=local,src=nowhere\ntype=registry,ref=localhost:1/none:cache']
    expect(own(await measured(writing('echo x > /out'), args))).toBe(2)
  })
})

describe('allow', () => {
  const dockerfile = writing('echo x > /out', '--network=host')

  test('network.host lets a step have the host’s network', async () => {
    expect(own(await measured(dockerfile, ['--allow', 'network.host']))).toBe(2)
  })

  test('network: host needs no leave, as with docker/build-push-action', async () => {
    expect(own(await measured(writing('echo x > /out'), ['--network', 'host']))).toBe(2)
  })

  test('without it the refusal says what to allow', async () => {
    expect(failure(await measured(dockerfile, []))).toContain('network.host is not allowed')
  })
})

describe('ssh', () => {
  let agent: ChildProcess
  let socket: string
  const dockerfile = writing('test -S "$SSH_AUTH_SOCK" && echo x > /out', '--mount=type=ssh,required=true')

  beforeAll(async () => {
    socket = join(elsewhere, 'agent')
    agent = spawn('ssh-agent', ['-D', '-a', socket], { stdio: ['ignore', 'pipe', 'ignore'] })
    await new Promise((resolve) => agent.stdout?.once('data', resolve))
  })

  afterAll(() => {
    agent.kill()
  })

  test.each([
    ['the agent of the environment', 'default'],
    ['a socket by its path', null],
  ])('%s', async (_, item) => {
    const args = ['--ssh', item ?? `default=${socket}`]
    expect(own(await measured(dockerfile, args, { SSH_AUTH_SOCK: item === null ? undefined : socket }))).toBe(2)
  })

  test('no agent is told before anything is built', async () => {
    const { directory } = await projectOf(dockerfile)
    const none = { ...env, SSH_AUTH_SOCK: undefined }
    const ended: Ended = await sizeGate(['measure', '--ssh', 'default'], directory, none)
    expect(ended.code).toBe(2)
    expect(ended.stderr).toContain('ssh: "default" asks for the keys of an SSH agent')
  })
})

test('a build argument that looks like a template of bake stays what it is', async () => {
  const files = { Dockerfile: 'FROM busybox:1.37\nARG A\nRUN printf %s "$A" > /out\n' }
  const value = '${HOME} %{if} $${x} $y'
  expect(own(await measured(files, ['--build-args', `A=${value}`]))).toBe(value.length)
})

test('a `with:` of docker/build-push-action, pasted whole', async () => {
  const shop = await hostRepository(SHOP)
  const github = await startGithub({ repository: SLUG, pulls: [PULL] })
  const state = await shop.push({ data: data(150_000) })
  const workspace = await checkOut(shop, state.merge)
  try {
    const step = await runStep({
      workspace,
      event: pullRequestEvent(shop, state),
      github,
      with: {
        context: '.',
        file: './Dockerfile',
        'build-args': 'VERSION=1\nREVISION=abc',
        'build-contexts': 'alpine=docker-image://busybox:1.37',
        secrets: 'npm=hunter2-hunter2\n"key=line one\nline two\n"',
        'cache-from': 'type=gha\ntype=registry,ref=localhost:1/octo/shop:cache',
        'cache-to': 'type=gha,mode=max',
        push: 'true',
        load: 'false',
        tags: 'octo/shop:latest\nocto/shop:1',
        labels: 'org.opencontainers.image.source=https://example.com',
        outputs: 'type=image,name=octo/shop',
        provenance: 'mode=max',
        sbom: 'true',
        pull: 'false',
        network: 'default',
      },
    })
    expect(step.code).toBe(0)
    expect(step.outputs.get('change')).toBe('50000')
    expect(step.log).toContain(
      'push, load, tags, labels, outputs, cache-to, provenance, sbom: without effect here: nothing is pushed',
    )
    expect(step.left).toEqual([])
    const told = [step.log, step.summary, JSON.stringify(github.calls), ...step.outputs.values()].join('\n')
    expect(told).not.toMatch(/hunter2|line one/)
    expect(await docker(env, 'image', 'ls', '--quiet', 'octo/shop')).toBe('')
  } finally {
    await workspace.remove()
    await github.close()
    await shop.remove()
  }
})
