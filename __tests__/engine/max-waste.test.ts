import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { randomBytes } from 'node:crypto'
import { reportOf } from '../support/command.js'
import { engineEnv, type Environment } from '../support/engines.js'
import { createProject, type Project } from '../support/project.js'

const CONFIG = `
defaults: { max-waste: 2% }
images:
  over: { file: Dockerfile }
  within: { file: Dockerfile, limits: { max-waste: 1 MB }, findings: { hidden-files: { ignore: [/app/*] }, duplicates: off } }
  narrowed: { file: Dockerfile, findings: { hidden-files: { ignore: [/opt] }, duplicates: { ignore: [/app/two] } } }
`
const HIDDEN = 'hidden-files: 3000000 on line 2'
const DUPLICATE = 'duplicates: 1000000 on line 4'

let project: Project
let env: Environment
beforeAll(async () => {
  env = await engineEnv('containerd')
  project = await createProject({
    Dockerfile: 'FROM scratch\nCOPY a /app/one\nCOPY b /app/one\nCOPY b /app/two\n',
    a: randomBytes(3_000_000),
    b: randomBytes(1_000_000),
    '.github/size-gate.yml': CONFIG,
  })
  await project.commit({ 'other.txt': 'no part of the image' })
}, 600_000)
afterAll(() => project.remove())

test('waste of images that did not change is judged, by the rules that each has', async () => {
  const report = await reportOf(['compare', 'HEAD^'], project.directory, env)
  const rows = report.images.map(({ image, status, waste, limits, findings }) => [
    image,
    status,
    waste,
    (findings ?? []).flatMap(({ rule, bytes, line }) => (bytes === 0 ? [] : [`${rule}: ${bytes} on line ${line}`])),
    ...limits.map((limit) => `${limit.status}: ${limit.message}`),
  ])
  expect(rows.toSorted()).toEqual([
    ['narrowed', 'unchanged', 3e6, [HIDDEN], 'breach: 3 MB (60 %) need not be there, 2% allowed'],
    ['over', 'unchanged', 4e6, [HIDDEN, DUPLICATE], 'breach: 4 MB (80 %) need not be there, 2% allowed'],
    ['within', 'unchanged', 0, [], 'pass: 0 B need not be there, 1 MB allowed'],
  ])
  expect(report.verdict).toBe('breach')
}, 600_000)
