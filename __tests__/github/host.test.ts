import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals'
import { type Annotation, writeAnnotations } from '../../src/github/annotations.js'
import { type ActionHost, loadActionHost } from '../../src/github/host.js'
import { type Outputs, writeOutputs } from '../../src/github/outputs.js'
import { MAX_SUMMARY_BYTES, writeSummary } from '../../src/github/summary.js'
import { inert } from '../../src/github/workflow-command.js'

const directory = await mkdtemp(join(tmpdir(), 'size-gate-host-'))
let printed: string[]
let host: ActionHost

/** The runner's files, one of each for this process: core remembers the path of the first summary. */
beforeEach(async () => {
  for (const name of ['OUTPUT', 'STEP_SUMMARY']) {
    process.env[`GITHUB_${name}`] = join(directory, name)
    await writeFile(join(directory, name), '')
  }
  printed = []
  jest.spyOn(process.stdout, 'write').mockImplementation((chunk) => printed.push(String(chunk)) > 0)
  host = await loadActionHost(process.env)
})

afterEach(() => {
  jest.restoreAllMocks()
  process.exitCode = 0
})

afterAll(() => rm(directory, { recursive: true }))

const lines = (): readonly string[] =>
  printed
    .join('')
    .split('\n')
    .filter((line) => line !== '')

/** Reads a command file as the runner does: `name<<delimiter`, lines, `delimiter`. */
function commandFile(content: string): Record<string, string> {
  const values: Record<string, string> = {}
  const all = content.split('\n')
  for (let index = 0; index < all.length - 1; index++) {
    const [name = '', delimiter = ''] = (all[index] ?? '').split('<<')
    const end = all.indexOf(delimiter, index + 1)
    if (delimiter === '' || end < 0) throw new Error(`the runner would refuse line ${index + 1}: ${all[index] ?? ''}`)
    values[name] = all.slice(index + 1, end).join('\n')
    index = end
  }
  return values
}

describe('outputs', () => {
  const outputs: Outputs = {
    verdict: 'breach',
    passed: false,
    report: '/tmp/a b/report.json',
    markdown: null,
    size: 168_000_000,
    change: 0,
    download: null,
    'download-change': -12,
    images: [{ image: 'api', target: 'line 1\nverdict<<EOF\npass\nEOF' }],
    'comment-url': null,
  }

  test('carry the names of the contract; what is absent is empty, 0 is 0', async () => {
    writeOutputs(outputs, host)
    expect(commandFile(await readFile(join(directory, 'OUTPUT'), 'utf8'))).toEqual({
      verdict: 'breach',
      passed: 'false',
      report: '/tmp/a b/report.json',
      markdown: '',
      size: '168000000',
      change: '0',
      download: '',
      'download-change': '-12',
      images: JSON.stringify(outputs.images),
      'comment-url': '',
    })
    expect(lines()).toEqual([])
  })

  test('of many lines stay one output, whatever the lines hold', async () => {
    const value = 'first\npassed<<EOF\ntrue\nEOF\n::set-output name=passed::true'
    host.output('report', value)
    expect(commandFile(await readFile(join(directory, 'OUTPUT'), 'utf8'))).toEqual({ report: value })
  })

  test('are a log line where the runner takes none', async () => {
    writeOutputs(outputs, await loadActionHost({}))
    expect(lines()).toEqual(['no outputs: GITHUB_OUTPUT is not set'])
  })
})

describe('summary', () => {
  const summary = (): Promise<string> => readFile(join(directory, 'STEP_SUMMARY'), 'utf8')

  test('is written, and added to', async () => {
    expect(await writeSummary('# one', host)).toBe(true)
    expect(await writeSummary('# two', host)).toBe(true)
    expect(await summary()).toBe('# one\n# two\n')
  })

  test('of the greatest length is whole', async () => {
    const markdown = '🛑'.repeat(MAX_SUMMARY_BYTES / 4)
    await writeSummary(markdown, host)
    expect(await summary()).toBe(`${markdown}\n`)
  })

  test('one byte longer is cut at a line and says so', async () => {
    await writeSummary('| 🛑 row |\n'.repeat(MAX_SUMMARY_BYTES / 12).padEnd(MAX_SUMMARY_BYTES + 1, '.'), host)
    const written = await summary()
    expect(Buffer.byteLength(written)).toBeLessThanOrEqual(MAX_SUMMARY_BYTES + 1)
    expect(written).toMatch(/\| 🛑 row \|\n\n_Cut here: a job summary holds 1 MiB._\n\n$/)
  })

  test('in one line is cut between characters', async () => {
    await writeSummary('🛑'.repeat(MAX_SUMMARY_BYTES), host)
    const written = await summary()
    expect(Buffer.byteLength(written)).toBeLessThan(1024 * 1024)
    expect(written).toMatch(/^🛑+\n\n_Cut here/u)
  })

  test('where the runner takes none is a log line', async () => {
    await rm(join(directory, 'STEP_SUMMARY'))
    delete process.env['GITHUB_STEP_SUMMARY']
    jest.resetModules()
    const { writeSummary: write } = await import('../../src/github/summary.js')
    const { actionHost } = await import('../../src/github/host.js')
    expect(await write('# one', actionHost(await import('@actions/core'), {}))).toBe(false)
    expect(lines()).toEqual([expect.stringMatching(/^no job summary: .*GITHUB_STEP_SUMMARY/)])
  })
})

describe('annotations', () => {
  function annotation(changes: Partial<Annotation> = {}): Annotation {
    return { level: 'error', title: null, message: 'api grew', place: null, ...changes }
  }

  test('stand on a line of a file', () => {
    const place = { file: 'services/api/Dockerfile', line: 14, endLine: 16 }
    writeAnnotations([annotation({ title: 'Size Gate', place }), annotation({ level: 'warning' })], host)
    expect(lines()).toEqual([
      '::error title=Size Gate,file=services/api/Dockerfile,line=14,endLine=16::api grew',
      '::warning::api grew',
    ])
  })

  test('are words, whatever they hold', () => {
    const place = { file: 'a,line=1::b\n::error::c', line: null, endLine: null }
    writeAnnotations([annotation({ title: 't:,%\r\n', message: '100%\n::add-mask::x\r::y', place })], host)
    expect(lines()).toEqual([
      '::error title=t%3A%2C%25%0D%0A,file=a%2Cline=1%3A%3Ab%0A%3A%3Aerror%3A%3Ac::100%25%0A::add-mask::x%0D::y',
    ])
  })

  test('are at most nine of a level, the first ones; one line counts the others', () => {
    const many = (['warning', 'error'] as const).flatMap((level) =>
      Array.from({ length: 12 }, (_, index) => annotation({ level, message: `${level} ${index}` })),
    )
    writeAnnotations([...many, annotation({ level: 'notice' })], host)
    expect(lines()).toHaveLength(20)
    expect(lines().slice(0, 9)).toEqual(Array.from({ length: 9 }, (_, index) => `::error::error ${index}`))
    expect(lines().at(-2)).toBe('::notice::api grew')
    expect(lines().at(-1)).toMatch(/^6 more annotations left out/)
  })
})

describe('the log', () => {
  test.each([
    '::set-output name=passed::true',
    '  \t::error::x',
    '#12 1.2 hello\r::stop-commands::x',
    'step\n::endgroup::\n::add-path::/tmp',
    '##[error]x',
    '#12 0.3 ##[add-mask]a',
    '\u0085::debug::x',
    '::::error::x',
  ])('%j starts no command', (text) => {
    host.info(text)
    for (const line of printed.join('').split(/\r\n|\r|\n/)) {
      expect(line.replace(/^[\s\u0085]+/, '')).not.toMatch(/^::/)
      expect(line).not.toContain('##[')
    }
    expect(printed.join('').replaceAll('\u200b', '')).toBe(`${text}\n`)
  })

  test.each(['std::vector', '#12 [build 2/3] RUN a::b', ': a', '## heading', 'a\n\nb'])(
    '%j is left as it is',
    (text) => {
      expect(inert(text)).toBe(text)
    },
  )

  test('folds, also when what it folds fails', async () => {
    const value = await host.group('build\n::error::x', () => {
      host.info('inside')
      return Promise.resolve(7)
    })
    await expect(host.group('again', () => Promise.reject(new Error('no')))).rejects.toThrow('no')
    expect(value).toBe(7)
    expect(lines()).toEqual(['::group::build%0A::error::x', 'inside', '::endgroup::', '::group::again', '::endgroup::'])
  })

  test('warns, masks every line of a secret, and fails the step', () => {
    host.warning('no comment\n::error::x')
    host.mask('one\n\ntwo\r\n')
    expect(process.exitCode ?? 0).toBe(0)
    host.fail('api is over budget')
    expect(process.exitCode).toBe(1)
    expect(lines()).toEqual([
      '::warning::no comment%0A::error::x',
      '::add-mask::one',
      '::add-mask::two',
      '::error::api is over budget',
    ])
  })
})
