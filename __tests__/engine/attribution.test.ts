import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { Report, ReportImage } from '../../src/report/report.js'
import { reportOf } from '../support/command.js'
import { edits } from '../support/dockerfile-edits.js'
import { engineEnv } from '../support/engines.js'
import { createProject, type Project } from '../support/project.js'

const execute = promisify(execFile)

const EDITS = edits(20_260_101, 2)
const ENGINES = { classic: [], 'docker-container': ['--builder', 'size-gate-container'] } as const
type EngineName = keyof typeof ENGINES

let project: Project
let caches: string
const reports = new Map<EngineName, Report>()

beforeAll(async () => {
  await execute('script/builders', ['start'])
  caches = await mkdtemp(join(tmpdir(), 'caches-'))
  const files = (side: 'head' | 'base'): Record<string, string> =>
    Object.fromEntries(EDITS.map((edit) => [`${edit.name}.Dockerfile`, edit[side]]))
  project = await createProject({
    'a.bin': Buffer.alloc(12_345, 1),
    'b.bin': Buffer.alloc(6789, 2),
    ...files('base'),
    '.github/size-gate.yml': `images:\n${EDITS.map(({ name }) => `  ${name}: { file: ${name}.Dockerfile }\n`).join('')}`,
  })
  await project.commit(files('head'))
  const classic = await engineEnv('classic')
  for (const [name, args] of Object.entries(ENGINES) as [EngineName, readonly string[]][]) {
    const env = { ...classic, XDG_CACHE_HOME: join(caches, name) }
    reports.set(name, await reportOf(['HEAD~1', ...args], project.directory, env))
  }
}, 600_000)

afterAll(async () => {
  await project.remove()
  await rm(caches, { recursive: true, force: true })
})

function imagesOf(engine: EngineName): readonly ReportImage[] {
  return reports.get(engine)?.images ?? []
}

/** Of other stages a size may be an estimate, each engine's own. */
function shippedOf(engine: EngineName): readonly ReportImage[] {
  return imagesOf(engine).filter(({ shipped }) => shipped)
}

function rowOf(engine: EngineName, edit: string): ReportImage {
  const row = imagesOf(engine).find(({ image, target }) => image === edit && target === 'final')
  if (row === undefined) throw new Error(`no row for ${edit} on ${engine}`)
  return row
}

const engines = Object.keys(ENGINES) as EngineName[]

describe.each(engines)('on %s', (engine) => {
  test('every pair was built and compared', () => {
    expect(EDITS.length).toBeGreaterThanOrEqual(20)
    expect(imagesOf(engine).flatMap(({ failures }) => failures)).toEqual([])
    expect(EDITS.map(({ name }) => rowOf(engine, name).status)).not.toContain('added')
  })

  test('the instructions add up, to the byte, in every row', () => {
    const sums = (part: 'head' | 'base' | 'change'): readonly number[] =>
      imagesOf(engine).map(({ instructions }) => instructions.reduce((sum, one) => sum + (one[part] ?? 0), 0))
    const sizes = (part: 'head' | 'base' | 'change'): readonly number[] =>
      imagesOf(engine).map(
        ({ size, status }) => size[part] ?? (part === 'change' && status === 'added' ? size.head : 0) ?? 0,
      )
    expect(imagesOf(engine).every(({ size, shipped }) => size.exact || !shipped)).toBe(true)
    for (const part of ['head', 'base', 'change'] as const) expect(sums(part)).toEqual(sizes(part))
  })

  test('every layer has an owner with a line', () => {
    const owners = imagesOf(engine).flatMap(({ instructions }) => instructions)
    expect(owners.filter(({ line, stage, text }) => line === null || stage === null || text.startsWith('('))).toEqual(
      [],
    )
  })

  test.each(EDITS.filter(({ blamed }) => blamed !== null).map((edit) => [edit.name, edit] as const))(
    '%s: the edited line is the one that is blamed',
    (name, { blamed }) => {
      const row = rowOf(engine, name)
      const changed = row.instructions.filter(({ change }) => change !== 0)
      const told = changed.map(({ line, head, text, change }) => ({ line: head === null ? null : line, text, change }))
      expect(told).toEqual(
        (blamed ?? []).map(({ line, text, change }) => ({
          line,
          text,
          change: Number.isNaN(change) ? row.size.change : change,
        })),
      )
      for (const [index, { cause, parts = 0, inputs = [] }] of (blamed ?? []).entries()) {
        const one = changed[index]
        expect(one?.parts).toHaveLength(parts)
        expect(one?.cause ?? null).toEqual(cause === undefined ? null : expect.objectContaining({ ...cause, inputs }))
      }
    },
  )
})

test('both engines tell the same of what is shipped', () => {
  const told = (engine: EngineName): unknown =>
    shippedOf(engine).map(({ image, target, size, instructions }) => ({ image, target, size, instructions }))
  expect(told('docker-container')).toEqual(told('classic'))
})
