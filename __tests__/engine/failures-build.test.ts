import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { Report, ReportImage } from '../../src/report/report.js'
import { sizeGate } from '../support/command.js'
import { engineEnv, type Environment, STORES } from '../support/engines.js'
import { createGround, type Ground } from '../support/ground.js'
import { createProject, type Files, type Project } from '../support/project.js'

let ground: Ground
let env: Environment
const projects: Project[] = []

beforeAll(async () => {
  ground = await createGround(await engineEnv('classic'))
  env = ground.env
}, 60_000)

afterAll(async () => {
  expect([await ground.scratch(), await ground.runs()]).toEqual([[], []])
  await ground.remove()
  for (const project of projects) await project.remove()
})

async function measured(
  files: Files,
  engine = env,
): Promise<{ readonly rows: readonly ReportImage[]; readonly report: Report; readonly text: string }> {
  const project = await createProject(files)
  projects.push(project)
  const { code, stdout, stderr } = await sizeGate(['measure', '--json'], project.directory, engine)
  expect([code, stderr]).toEqual([2, expect.any(String)])
  const report = JSON.parse(stdout) as Report
  expect(report.verdict).toBe('breach')
  return { rows: report.images, report, text: stderr }
}

function failureOf(rows: readonly ReportImage[], target: string): ReportImage['failures'][number] {
  const failure = rows.find((row) => row.target === target)?.failures[0]
  if (failure === undefined) throw new Error(`${target} did not fail: ${JSON.stringify(rows)}`)
  return failure
}

test.each(STORES)(
  'two steps that fail are told with line, instruction and the end of their logs; the rest is measured: %s',
  async (store) => {
    const own = await createGround(await engineEnv(store))
    const { rows } = await measured(
      {
        Dockerfile: [
          'FROM busybox:1.37 AS fine',
          'RUN echo fine > /fine',
          'FROM fine AS one',
          'RUN echo "first words" && \\',
          '    exit 3',
          'FROM fine AS two',
          'COPY nothere /',
          'FROM fine',
          'RUN echo last > /last',
          '',
        ].join('\n'),
      },
      own.env,
    )
    expect(failureOf(rows, 'one')).toMatchObject({ line: 4, stage: 'one', log: ['first words'] })
    expect(failureOf(rows, 'one').instruction).toBe('RUN echo "first words" && exit 3')
    expect(failureOf(rows, 'two')).toMatchObject({ line: 7, stage: 'two', instruction: 'COPY nothere /' })
    expect(failureOf(rows, 'two').hint).toContain('.dockerignore')
    const sizes = rows
      .filter(({ status }) => status === 'added')
      .map(({ target, size }) => [target, size.head !== null])
    expect(sizes).toEqual([
      ['fine', true],
      ['stage-3', true],
    ])
    expect([await own.scratch(), await own.runs()]).toEqual([[], []])
    await own.remove()
  },
)

test('a stage that several targets need fails all of them, and is run once', async () => {
  const { rows, text } = await measured({
    Dockerfile:
      'FROM busybox:1.37 AS broken\nRUN exit 4\nFROM broken AS one\nRUN true\nFROM broken AS two\nCOPY --from=broken / /\n',
  })
  expect(rows.map(({ target, status }) => [target, status]).sort()).toEqual([
    ['broken', 'failed'],
    ['one', 'failed'],
    ['two', 'failed'],
  ])
  expect(text.match(/RUN exit 4 {2}failed/g)).toHaveLength(1)
})

describe('an image that cannot be built does not keep the others from being measured', () => {
  const fine = { 'fine/Dockerfile': 'FROM busybox:1.37\nRUN echo fine > /fine\n' }

  test.each([
    [
      'a base image that cannot be fetched',
      'FROM size-gate.invalid/no-such-image:1\nRUN true\n',
      1,
      /check its name and tag/,
    ],
    [
      'a frontend that cannot be fetched',
      '# syntax=size-gate.invalid/frontend:1\nFROM busybox:1.37\n',
      null,
      /# syntax=/,
    ],
    ['an unknown instruction', 'FROM busybox:1.37\nRUNN true\n', 2, /RUN/],
    ['no stage', 'ARG A=b\n', 1, /FROM/],
  ])('%s', async (_, dockerfile, line, hint) => {
    const { rows } = await measured({ ...fine, 'broken/Dockerfile': dockerfile })
    const broken = rows.find(({ image }) => image === 'broken')
    expect(broken?.status).toBe('failed')
    if (line !== null) expect(broken?.failures[0]?.line).toBe(line)
    expect(`${broken?.failures[0]?.message ?? ''} ${broken?.failures[0]?.hint ?? ''}`).toMatch(hint)
    expect(rows.find(({ image }) => image === 'fine')?.size.head).toBeGreaterThan(2_000_000)
  })
})

describe('what is wrong with the request is told at once, and nothing is built', () => {
  test.each([
    ['an unknown target', ['--targets', 'finall'], /no target matches "finall"; did you mean final\?/],
    ['no Dockerfile', ['--file', 'Dockerfil'], /Dockerfil/],
    ['a context that is a file', ['--context', 'Dockerfile'], /Dockerfile/],
    ['a bad limit and a bad target', ['--max-size', '3x', '--max-layers', 'a'], /2 things.*"3x".*"a"/s],
  ])('%s', async (_, args, message) => {
    const project = await createProject({ Dockerfile: 'FROM busybox:1.37 AS final\nRUN true\n' })
    projects.push(project)
    const { code, stdout, stderr } = await sizeGate(args, project.directory, env)
    expect(stderr).toMatch(message)
    expect(stderr).not.toContain('Build')
    expect([code, stdout]).toEqual([2, ''])
  })
})
