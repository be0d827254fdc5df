import { describe, expect, it } from '@jest/globals'
import { folderOf, readSources } from './sources.js'

const sources = readSources()
const imports = sources.flatMap((source) => source.imports)

/** The pipeline. A folder sees those before it; nothing flows back. */
const ORDER = [
  'dockerfile',
  'request',
  'baseline',
  'plan',
  'builder',
  'elf',
  'packages',
  'layer',
  'image',
  'compare',
  'explain',
  'findings',
  'policy',
  'report',
  'github',
]

/** Folders that touch nothing: the same in, the same out. */
const PURE = ['dockerfile', 'plan', 'compare', 'explain', 'findings', 'policy', 'report']

/** What of other folders is there when a folder's code runs, and not only in its types. */
const CALLS: Readonly<Record<string, readonly string[]>> = {
  dockerfile: [],
  // Limits, and settings of rules, are read where they are written: their grammar is the policy's and the findings' own.
  request: ['dockerfile', 'policy', 'findings'],
  // The base's tree is asked for the same things.
  baseline: ['request'],
  plan: ['dockerfile'],
  builder: ['dockerfile', 'plan'],
  elf: [],
  packages: ['elf'],
  layer: ['elf', 'packages'],
  image: ['dockerfile', 'layer'],
  compare: [],
  // Kinds of entries, and the root's number.
  explain: ['layer'],
  // Which stages an image is built from.
  findings: ['dockerfile', 'explain', 'layer'],
  policy: [],
  report: ['dockerfile'],
  github: ['report'],
}

/** Nouns of later folders that an earlier one names in its types. */
const AHEAD: Readonly<Record<string, readonly string[]>> = {
  // A request holds limits and settings of rules, and a Dockerfile that cannot be read counts as a build that failed.
  request: ['findings', 'policy', 'builder'],
}

/** Files at the top of src/ that every folder may use: no folder's own, and pure. */
const SHARED = ['bytes.ts', 'errors.ts', 'posix-path.ts', 'nearest.ts', 'no-target.ts', 'settle.ts', 'shell-script.ts']
/** What capabilities are made of: only their types are for everyone. */
const CAPABILITIES = ['log.ts', 'process.ts']

const show = (wrong: typeof imports): readonly string[] => wrong.map(({ file, target }) => `${file} -> ${target}`)

function own({ target }: { readonly target: string }): boolean {
  return target.endsWith('.ts')
}

const between = imports.filter(
  (one) => own(one) && one.file.includes('/') && folderOf(one.file) !== folderOf(one.target),
)

describe('src', () => {
  it('has a folder for each step of the pipeline and no other', () => {
    const folders = sources.filter(({ path }) => path.includes('/')).map(({ path }) => folderOf(path))
    expect([...new Set(folders)].sort()).toEqual([...ORDER].sort())
  })

  it('lets nothing flow back', () => {
    const wrong = between.filter(({ file, target }) => {
      if (!target.includes('/')) return false
      const from = folderOf(file)
      const to = folderOf(target)
      return ORDER.indexOf(to) > ORDER.indexOf(from) && !(AHEAD[from] ?? []).includes(to)
    })
    expect(show(wrong)).toEqual([])
  })

  it('calls only those folders that it is meant to', () => {
    const wrong = between.filter(
      ({ file, target, typeOnly }) =>
        !typeOnly && target.includes('/') && !(CALLS[folderOf(file)] ?? []).includes(folderOf(target)),
    )
    expect(show(wrong)).toEqual([])
  })

  it('knows of the files at its top only what is shared, and types of capabilities', () => {
    const wrong = between.filter(
      ({ target, typeOnly }) =>
        !target.includes('/') && !SHARED.includes(target) && !(typeOnly && CAPABILITIES.includes(target)),
    )
    expect(show(wrong)).toEqual([])
  })

  it('imports no entry and no composition from a folder', () => {
    const roots = ['action.ts', 'cli.ts', 'main.ts', 'compose.ts', 'gate.ts']
    expect(show(between.filter(({ target }) => roots.includes(target)))).toEqual([])
  })
})

describe('who touches the world', () => {
  const outside = imports.filter((one) => !own(one))

  it('is no folder that makes something of data alone', () => {
    const wrong = outside.filter(
      ({ file, target }) => PURE.includes(folderOf(file)) && /^(?:node:|@actions\/|@octokit\/)/.test(target),
    )
    expect(show(wrong)).toEqual([])
  })

  it.each(['process', 'Buffer', 'console', 'globalThis', 'fetch', 'setTimeout', 'setInterval', 'performance'])(
    'does not reach pure folders as the global %s',
    (name) => {
      const wrong = sources.filter(({ path, globals }) => PURE.includes(folderOf(path)) && globals.has(name))
      expect(wrong.map(({ path }) => path)).toEqual([])
    },
  )

  it('gives pure folders neither clock nor chance', () => {
    const wrong = sources.filter(
      ({ path, text }) => PURE.includes(folderOf(path)) && /\bDate\.now\b|\bnew Date\(\)|\bMath\.random\b/.test(text),
    )
    expect(wrong.map(({ path }) => path)).toEqual([])
  })

  it('shares only files that touch nothing', () => {
    expect(show(outside.filter(({ file }) => SHARED.includes(file)))).toEqual([])
  })

  it.each([
    [/^@(?:actions|octokit)\//, ['github']],
    [/^node:http2$/, ['builder']],
    [/^node:http$/, ['builder']],
    [/^node:https$/, []],
    // To say why a remote builder does not answer.
    [/^node:(?:net|tls)$/, ['builder']],
    [/^node:child_process$/, ['builder', 'process.ts']],
    [/^yaml$/, ['request']],
    [/^smol-toml$/, ['packages']],
  ])('keeps %s in its place', (pattern, places) => {
    const wrong = outside.filter(({ file, target }) => pattern.test(target) && !places.includes(folderOf(file)))
    expect(show(wrong)).toEqual([])
  })

  it.each([
    ['docker', ['builder']],
    ['git', ['baseline']],
  ])('runs %s from one folder only', (command, places) => {
    const call = new RegExp(`\\b(?:run|runStream|runAlways|spawn|execFile)\\(\\s*['"\`]${command}['"\`]`)
    const callers = sources.filter(({ text }) => call.test(text)).map(({ path }) => folderOf(path))
    expect([...new Set(callers)]).toEqual(places)
  })
})
