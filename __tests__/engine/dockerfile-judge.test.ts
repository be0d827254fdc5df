import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text as readAll } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { parseDockerfile, problemsOf, type StageGraph, withNames } from '../../src/dockerfile/index.js'
import { GateError } from '../../src/errors.js'
import fc from 'fast-check'
import { expand } from '../../src/dockerfile/expand.js'
import { expression, fileText } from '../dockerfile/arbitrary.js'
import { type Case, casesOf } from '../dockerfile/corpus.js'
import { ARGS, EXPANSIONS, REFUSED } from '../dockerfile/expansions.js'

/** What the judge says of one file. */
interface Judgement {
  readonly accepted: boolean
  readonly stdout: string
  readonly stderr: string
}

interface ListedTarget {
  readonly name?: string
  readonly default?: boolean
  readonly base: string
  readonly platform?: string
  readonly location: { readonly ranges: readonly { start: { line: number }; end: { line: number } }[] }
}

const AT_ONCE = 4
const SEED = 20_261_121
let context = ''

beforeAll(() => {
  context = mkdtempSync(join(tmpdir(), 'dockerfile-judge-'))
})

afterAll(() => rmSync(context, { recursive: true, force: true }))

/** Runs a command of buildx in the scratch directory, which is the build context too. */
async function buildx(args: readonly string[]): Promise<Judgement> {
  const child = spawn('docker', ['buildx', ...args], { cwd: context, stdio: ['ignore', 'pipe', 'pipe'] })
  const exit = new Promise<number | null>((resolve, reject) => {
    child.on('error', reject)
    child.on('close', resolve)
  })
  const [stdout, stderr, code] = await Promise.all([readAll(child.stdout), readAll(child.stderr), exit])
  if (/Cannot connect|no builder|i\/o timeout|failed to dial/.test(stderr)) throw new Error(stderr)
  return { accepted: code === 0, stdout, stderr }
}

async function judge(name: string, text: string, options: readonly string[]): Promise<Judgement> {
  const file = `${name.replaceAll(' ', '-')}.Dockerfile`
  writeFileSync(join(context, file), text)
  return buildx(['build', ...options, '--file', file, '.'])
}

/** Judges files one by one, a few at a time, and returns what was said by the case's name. */
async function judgeEach(
  cases: readonly Case[],
  options: (one: Case) => readonly string[],
): Promise<ReadonlyMap<string, Judgement>> {
  const judgements = new Map<string, Judgement>()
  const waiting = [...cases]
  const work = async (): Promise<void> => {
    for (let one = waiting.shift(); one !== undefined; one = waiting.shift()) {
      judgements.set(one.name, await judge(one.name, withoutFrontend(one.text), options(one)))
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))
  return judgements
}

/** Lists the targets of all files; throws where one of them is refused. */
async function listAll(cases: readonly Case[]): Promise<ReadonlyMap<string, readonly ListedTarget[]>> {
  const listed = new Map<string, readonly ListedTarget[]>()
  // A bake of several hundred targets loses its session now and then.
  for (let start = 0; start < cases.length; start += 50) {
    for (const [name, targets] of await listSome(cases.slice(start, start + 50))) listed.set(name, targets)
  }
  return listed
}

async function listSome(cases: readonly Case[]): Promise<readonly (readonly [string, readonly ListedTarget[]])[]> {
  for (const { name, text } of cases) writeFileSync(join(context, `${name}.Dockerfile`), withoutFrontend(text))
  const target = Object.fromEntries(cases.map(({ name }) => [name, { context: '.', dockerfile: `${name}.Dockerfile` }]))
  const group = { default: { targets: Object.keys(target) } }
  writeFileSync(join(context, 'bake.json'), JSON.stringify({ group, target }))
  const { accepted, stdout, stderr } = await buildx(['bake', '--file', 'bake.json', '--call=targets,format=json'])
  if (!accepted) throw new Error(stderr)
  const answer = JSON.parse(stdout) as { target: Record<string, { targets: { targets: ListedTarget[] | null } }> }
  return Object.entries(answer.target).map(([name, { targets }]) => [name, targets.targets ?? []] as const)
}

/** `# syntax=` makes BuildKit fetch a frontend from a registry: as an empty option of `check` it stays a directive. */
function withoutFrontend(text: string): string {
  const free = text.includes('check=') ? '# just a comment' : '# check='
  return /^(\uFEFF)?#\s*syntax\s*=/im.test(text) ? text.replace(/^#\s*syntax\s*=/im, `${free}skip=all #`) : text
}

function buildArgs({ options }: Case): readonly string[] {
  return Object.entries(options.buildArgs ?? {}).flatMap(([name, value]) => ['--build-arg', `${name}=${value}`])
}

function parsed({ text, options }: Case): StageGraph | GateError {
  try {
    return parseDockerfile(text, options)
  } catch (thrown) {
    if (thrown instanceof GateError) return thrown
    throw thrown
  }
}

const valid = casesOf('valid')
const invalid = casesOf('invalid')
const unbuildable = casesOf('unbuildable')

/** The stages of a graph as the judge lists them. */
function stagesOf(graph: StageGraph): readonly unknown[] {
  return graph.stages.map(({ name, base, platform, instructions, index }) => ({
    name,
    default: index === graph.stages.length - 1,
    base,
    platform,
    lines: instructions[0]?.lines,
  }))
}

function stagesListed(targets: readonly ListedTarget[] | undefined): readonly unknown[] | undefined {
  return targets?.map(({ name, base, platform, location, ...rest }) => ({
    name: name ?? null,
    default: rest.default === true,
    base,
    platform: platform ?? null,
    lines: { start: location.ranges[0]?.start.line, end: location.ranges.at(-1)?.end.line },
  }))
}

/** Whether the judge named no target: it refused the file, or found only ARGs in it, which no build accepts. */
function namedNone(judgement: Judgement | undefined): boolean {
  if (judgement?.accepted !== true) return judgement !== undefined
  return (JSON.parse(judgement.stdout) as { targets: unknown }).targets === null
}

describe('the stage graph against --call=targets (a # syntax= line turned into a check directive)', () => {
  let listed: ReadonlyMap<string, readonly ListedTarget[]>
  let judgements: ReadonlyMap<string, Judgement>

  beforeAll(async () => {
    listed = await listAll([...valid, ...unbuildable])
    judgements = await judgeEach(invalid, () => ['--call=targets,format=json'])
  }, 120_000)

  it.each([...valid, ...unbuildable])('accepts $name, with the same stages', (one) => {
    const graph = parsed(one)
    if (graph instanceof GateError) throw graph
    expect(stagesOf(graph)).toEqual(stagesListed(listed.get(one.name)))
  })

  it.each(invalid)('refuses $name', (one) => {
    expect(parsed(one)).toBeInstanceOf(GateError)
    expect(namedNone(judgements.get(one.name))).toBe(true)
  })

  it('gives random files the same verdict, and finds the same stages in them', async () => {
    const cases = fc.sample(fileText, { seed: SEED, numRuns: 300 }).map((text, index): Case => {
      return { name: `random-${index}`, directory: '', text, options: { file: 'Dockerfile' } }
    })
    const graphs = new Map(cases.map((one) => [one, parsed(one)]))
    const accepted = cases.filter((one) => !(graphs.get(one) instanceof GateError))
    const refused = cases.filter((one) => graphs.get(one) instanceof GateError).slice(0, 24)
    const theirs = await listAll(accepted)
    for (const one of accepted) {
      const graph = graphs.get(one) as StageGraph
      expect({ text: one.text, stages: stagesOf(graph) }).toEqual({
        text: one.text,
        stages: stagesListed(theirs.get(one.name)),
      })
    }
    const verdicts = await judgeEach(refused, () => ['--call=targets,format=json'])
    expect(refused.filter(({ name }) => !namedNone(verdicts.get(name))).map(({ text }) => text)).toEqual([])
  }, 60_000)
})

describe('expansion against the message of ${UNSET:?}, which BuildKit fills with expanded values', () => {
  const declared = Object.entries(ARGS).map(([name, value]) => `ARG ${name}='${value}'\n`)
  const values = new Map(Object.entries(ARGS))

  /** What BuildKit makes of each text, or the message with which it refuses one of them. */
  async function expandedBy(name: string, written: readonly string[]): Promise<readonly string[] | string> {
    const args = written.map((text, index) => `ARG R${index}=${text}\n`).join('')
    const all = written.map((_, index) => `\${R${index}}`).join('¦')
    const { stdout, stderr } = await judge(name, `${declared.join('')}${args}FROM \${UNSET:?[[${all}]]}\n`, [
      '--call=check,format=json',
    ])
    if (stdout === '') return stderr
    const { buildError } = JSON.parse(stdout) as { buildError?: { message: string } }
    const shown = /: UNSET: \[\[([^]*)\]\]$/.exec(buildError?.message ?? '')?.[1]
    return shown?.split('¦') ?? buildError?.message ?? ''
  }

  it('agrees on the table of the unit tests', async () => {
    expect(
      await expandedBy(
        'table',
        EXPANSIONS.map(([written]) => written),
      ),
    ).toEqual(EXPANSIONS.map(([, value]) => value))
  })

  it('agrees on random expressions', async () => {
    const written = fc.sample(expression, { seed: SEED, numRuns: 3000 }).filter((text) => {
      try {
        expand(text, values, '\\')
        return true
      } catch {
        return false
      }
    })
    expect(written.length).toBeGreaterThan(300)
    const ours = written.map((text) => expand(text, values, '\\'))
    const theirs = await expandedBy('random', written)
    expect(typeof theirs === 'string' ? theirs : written.map((text, index) => [text, theirs[index]])).toEqual(
      written.map((text, index) => [text, ours[index]]),
    )
  }, 60_000)

  it('agrees on what cannot be expanded', async () => {
    const said: string[] = []
    for (const [index, written] of REFUSED.entries()) {
      if (typeof (await expandedBy(`refused-${index}`, [written])) !== 'string') said.push(written)
    }
    expect(said).toEqual([])
  }, 60_000)
})

describe('the problems of a graph against --call=check, which walks the stages as a build does', () => {
  let judgements: ReadonlyMap<string, Judgement>

  beforeAll(async () => {
    judgements = await judgeEach(unbuildable, (one) => ['--call=check,format=json', ...buildArgs(one)])
  }, 60_000)

  it.each(unbuildable)('finds the problem of $name', (one) => {
    const said = JSON.parse(judgements.get(one.name)?.stdout ?? '') as { buildError?: { message: string } }
    expect(said.buildError?.message).toEqual(expect.any(String))
    const graph = parsed(one)
    if (graph instanceof GateError) throw graph
    expect(graph.problems).not.toEqual([])
  })
})

describe('which stages a build takes, against real builds', () => {
  const sources = [
    {
      name: 'apart',
      text: 'FROM scratch AS broken\nCOPY --from=late /x /x\nFROM scratch AS sound\nWORKDIR /x\nFROM scratch AS late\n',
    },
    {
      name: 'trigger',
      text: 'FROM scratch AS base\nONBUILD COPY --from=late /x /x\nFROM base AS user\nFROM scratch AS late\n',
    },
    {
      name: 'names in any case',
      text: 'FROM scratch AS Tools\nWORKDIR /x\nFROM scratch\nCOPY --from=TOOLS /x /y\nFROM scratch\nCOPY --from=1 /y /z\n',
    },
    {
      name: 'duplicates',
      text: 'FROM scratch AS a\nWORKDIR /one\nFROM a AS a\nWORKDIR /two\nFROM scratch\nCOPY --from=a /one /o\nCOPY --from=0 /one /p\n',
    },
  ]

  it.each(sources)(
    'builds every stage of $name that has no problem, under the name that withNames gives it',
    async ({ name, text }) => {
      const graph = parseDockerfile(text, { file: 'Dockerfile' })
      const named = withNames(text, graph)
      for (const stage of graph.stages) {
        const target = named.names[stage.index] ?? null
        const options = ['--output=type=cacheonly', ...(target === null ? [] : ['--target', target])]
        const { accepted, stderr } = await judge(name, named.text, options)
        expect({ target, accepted, stderr: accepted ? '' : stderr }).toEqual({
          target,
          accepted: problemsOf(graph, stage.index).length === 0,
          stderr: accepted ? '' : stderr,
        })
      }
    },
    60_000,
  )
})
