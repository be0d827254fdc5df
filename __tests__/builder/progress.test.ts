import { describe, expect, test } from '@jest/globals'
import { bakeError } from '../../src/builder/failure.js'
import { readProgress, type Step } from '../../src/builder/progress.js'

/** Lines as `docker buildx bake --progress=rawjson` writes them: buildx 0.29.1, BuildKit 0.33.1. */
const FAILED = 'sha256:6b7e4f6e2f6f0c9b5cdb1a7a65c4bb51ff8fd5a6d1ad66a9e1dd6c3c04fd0001'
const NAME = '[api build 2/3] RUN make'
const STARTED = '2026-11-21T06:26:18.1Z'

function vertex(more: object): string {
  return JSON.stringify({ vertexes: [{ digest: FAILED, name: NAME, started: STARTED, ...more }] })
}

function log(text: string): string {
  return JSON.stringify({ logs: [{ vertex: FAILED, stream: 2, data: Buffer.from(text).toString('base64') }] })
}

/** The log of a step that wrote `texts` and failed. */
function told(...texts: readonly string[]): readonly string[] {
  const progress = readProgress(true, () => undefined)
  progress.line(vertex({}))
  for (const text of texts) progress.line(log(text))
  progress.line(
    vertex({
      completed: '2026-11-21T06:26:19.3Z',
      error: 'process "/bin/sh -c make" did not complete successfully: exit code: 2',
    }),
  )
  return progress.failed()[0]?.log ?? []
}

describe('the log of a failed step', () => {
  test('is its last twenty lines, however they came', () => {
    const lines = Array.from({ length: 30 }, (_, index) => `line ${index}`)
    const text = `${lines.join('\n')}\n`
    expect(told(text)).toEqual(lines.slice(-20))
    expect(told(...Array.from(text))).toEqual(lines.slice(-20))
    expect(told()).toEqual([])
  })

  test.each([1, 7, 1000, 40_000])('never begins within a line: pieces of %d characters', (size) => {
    const secret = 'top-secret'.repeat(9)
    const text = Array.from({ length: 400 }, (_, index) => `${index} token=${secret};\n`).join('')
    const pieces = text.match(new RegExp(`[^]{1,${size}}`, 'g')) ?? []
    const lines = told(...pieces)
    expect(lines.length).toBe(20)
    for (const line of lines) expect(line).toMatch(new RegExp(`^\\d+ token=${secret};$`))
  })

  test.each([1, 1000, 40_000])(
    'has no part of a line that is longer than all of it: pieces of %d characters',
    (size) => {
      const text = `first\n${'x'.repeat(20_000)}top-secret\nlast\n`
      const pieces = text.match(new RegExp(`[^]{1,${size}}`, 'g')) ?? []
      expect(told(...pieces).filter((line) => line !== '…')).toEqual(['last'])
    },
  )
})

test('what is no progress is what buildx said', () => {
  const steps: Step[] = []
  const progress = readProgress(true, (step) => steps.push(step))
  for (const line of [
    vertex({}),
    log('make: *** [all] Error 2\n'),
    vertex({
      completed: '2026-11-21T06:26:19.3Z',
      error: 'process "/bin/sh -c make" did not complete successfully: exit code: 2',
    }),
    'Dockerfile:5',
    '--------------------',
    '   4 |     COPY . .',
    '   5 | >>> RUN make',
    '--------------------',
    'ERROR: target api: failed to solve: process "/bin/sh -c make" did not complete successfully: exit code: 2',
  ]) {
    progress.line(line)
  }
  expect(bakeError(progress)).toEqual({
    target: 'api',
    message: 'process "/bin/sh -c make" did not complete successfully: exit code: 2',
    line: 5,
    stage: 'build',
    step: 'RUN make',
    log: ['make: *** [all] Error 2'],
  })
  expect(steps.map(({ position, duration, stopped }) => [position, duration, stopped])).toEqual([
    ['2/3', null, false],
    ['2/3', 1200, false],
  ])
})

test('a step that was broken off is not the one that failed', () => {
  const progress = readProgress(true, () => undefined)
  progress.line(vertex({ completed: STARTED, error: 'failed to solve: context canceled' }))
  expect(progress.failed()).toEqual([])
})

test('a status of buildx 0.14 has several lines', () => {
  const progress = readProgress(true, () => undefined)
  const status = JSON.parse(vertex({ completed: STARTED, error: 'broken' })) as object
  for (const line of JSON.stringify(status, null, '\t').split('\n')) progress.line(line)
  expect(progress.failed().map(({ step }) => step.error)).toEqual(['broken'])
  expect(progress.said()).toBe('')
})
