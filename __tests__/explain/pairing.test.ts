import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { explainInstructions, type InstructionChange } from '../../src/explain/instructions.js'
import type { Layer, Measurement } from '../../src/image/measurement.js'
import { layer, measurement } from '../compare/measurements.js'

/** An image of these instructions, on lines 1, 2, …; `content` tells equal sizes and words apart. */
function built(...instructions: readonly (readonly [bytes: number, text: string, content?: string])[]): Measurement {
  const layers = instructions.map(([size, text, content = ''], index): Layer => {
    const lines = { start: index + 1, end: index + 1 }
    const base = text.startsWith('FROM ')
    return layer({
      size,
      diffId: `sha256:${size} ${text} ${content}`,
      owner: { origin: base ? 'base' : 'own', text: base ? text.slice(5) : text, lines },
    })
  })
  return measurement({ layers })
}

/** The rows that tell of a change. */
function changes(head: Measurement, base: Measurement): readonly string[] {
  return explainInstructions(head, base)
    .filter(({ change, parts }) => change !== 0 || parts.length > 0)
    .map(({ line, text, was, change, head: bytes }) => {
      const before = was === null ? '' : ` was ${was.replaceAll('\n', ' + ')}`
      return `${bytes === null ? 'gone ' : ''}${line}: ${text.replaceAll('\n', ' + ')}${before}: ${change}`
    })
}

const APT =
  'RUN apt-get update && apt-get install -y --no-install-recommends curl ffmpeg && rm -rf /var/lib/apt/lists/*'

/** A service as people write them. */
const NODE = [
  [74_000, 'FROM node:22-slim'],
  [90_000, APT],
  [0, 'WORKDIR /app'],
  [12, 'COPY package.json package-lock.json ./'],
  [40_000, 'RUN npm ci --omit=dev'],
  [800, 'COPY . .'],
  [3000, 'RUN npm run build && npm cache clean --force'],
] as const

describe('an instruction that was inserted', () => {
  it('is the only change, also between others of its kind', () => {
    const head = built(...NODE.slice(0, 2), [7000, 'RUN apt-get update && apt-get install -y git'], ...NODE.slice(2))
    expect(changes(head, built(...NODE))).toEqual(['3: RUN apt-get update && apt-get install -y git: 7000'])
  })

  it('leaves to an edited neighbour what it was', () => {
    const edited = `${APT} && curl --version`
    const head = built(NODE[0], [7000, 'RUN pip install numpy'], [90_500, edited], ...NODE.slice(2))
    expect(changes(head, built(...NODE))).toEqual(['2: RUN pip install numpy: 7000', `3: ${edited} was ${APT}: 500`])
  })
})

describe('an instruction that was moved', () => {
  it('changes nothing by that', () => {
    const [from, apt, ...rest] = NODE
    expect(changes(built(from, ...rest, apt), built(...NODE))).toEqual([])
  })

  it('is known where it was edited too', () => {
    const [from, , ...rest] = NODE
    const edited = APT.replace('ffmpeg', 'ffmpeg jq')
    const head = built(from, ...rest, [91_000, edited])
    expect(changes(head, built(...NODE))).toEqual([`7: ${edited} was ${APT}: 1000`])
  })

  it('is known in another stage', () => {
    const inStage = (stage: string): Measurement =>
      measurement({ layers: [layer({ size: 5, owner: { text: 'RUN make', stage } })] })
    expect(changes(inStage('base'), inStage('final'))).toEqual([])
  })
})

describe('an instruction that was edited', () => {
  it.each([
    ['COPY --from=build /out/app /usr/local/bin/app', 'COPY bin/app /usr/local/bin/app'],
    ['ADD https://example.com/tool.tar.gz /opt/', 'COPY https://example.com/tool.tar.gz /opt/'],
    ['RUN npm ci', 'RUN npm install'],
    ['RUN --mount=type=cache,target=/root/.npm npm ci', 'RUN npm ci'],
    ['COPY --chown=node:node . .', 'COPY . .'],
    ['RUN apt-get install -y curl ffmpeg jq', 'RUN apt-get install -y curl'],
  ])('%s was %s', (now, then) => {
    expect(changes(built(NODE[0], [9, now]), built(NODE[0], [4, then]))).toEqual([`2: ${now} was ${then}: 5`])
  })

  it.each([
    ['RUN cargo build --release', 'RUN npm ci'],
    ['COPY package.json ./', 'COPY src/ lib/ public/ ./'],
    ['COPY app /app', 'RUN make app'],
  ])('is not taken for what was removed: %s, %s', (now, then) => {
    expect(changes(built(NODE[0], [9, now]), built(NODE[0], [4, then]))).toEqual([
      `gone 2: ${then}: -4`,
      `2: ${now}: 9`,
    ])
  })
})

describe('an instruction that was split', () => {
  it('is one change of all its parts', () => {
    const head = [
      NODE[0],
      [19_000, 'RUN apt-get update'],
      [90_000, 'RUN apt-get install -y --no-install-recommends curl ffmpeg'],
      [0, 'RUN rm -rf /var/lib/apt/lists/*'],
      ...NODE.slice(2),
    ] as const
    expect(changes(built(...head), built(...NODE))).toEqual([
      `2: RUN apt-get update + RUN apt-get install -y --no-install-recommends curl ffmpeg + RUN rm -rf /var/lib/apt/lists/* was ${APT}: 19000`,
    ])
    const row = explainInstructions(built(...head), built(...NODE)).find(({ parts }) => parts.length > 0)
    expect(row?.parts.map(({ line, head, base }) => [line, head, base])).toEqual([
      [2, 19_000, null],
      [3, 90_000, null],
      [4, 0, null],
      [2, null, 90_000],
    ])
  })

  it('is known where others stand between its parts', () => {
    const head = built(
      ...NODE.slice(0, 5),
      [2900, 'RUN npm run build'],
      [800, 'COPY . .'],
      [100, 'RUN npm cache clean --force'],
    )
    expect(changes(head, built(...NODE))).toEqual([
      '6: RUN npm run build + RUN npm cache clean --force was RUN npm run build && npm cache clean --force: 0',
    ])
  })

  it('is known where a copy was', () => {
    const head = built(NODE[0], [3, 'COPY a.json /conf/'], [4, 'COPY b.json /conf/'])
    expect(changes(head, built(NODE[0], [7, 'COPY a.json b.json /conf/']))).toEqual([
      '2: COPY a.json /conf/ + COPY b.json /conf/ was COPY a.json b.json /conf/: 0',
    ])
  })

  it('does not take in what was inserted next to it', () => {
    const then = [90, 'RUN apt-get install -y curl'] as const
    const head = built(NODE[0], [95, 'RUN apt-get install -y curl ffmpeg'], [7, 'RUN apt-get install -y git'])
    expect(changes(head, built(NODE[0], then))).toEqual([
      '2: RUN apt-get install -y curl ffmpeg was RUN apt-get install -y curl: 5',
      '3: RUN apt-get install -y git: 7',
    ])
  })
})

describe('instructions that were joined', () => {
  it('are one change of all of them', () => {
    const base = built(NODE[0], [19, 'RUN apt-get update'], [90, 'RUN apt-get install -y curl'], [5, 'COPY . .'])
    const head = built(NODE[0], [109, 'RUN apt-get update && apt-get install -y curl'], [5, 'COPY . .'])
    expect(changes(head, base)).toEqual([
      '2: RUN apt-get update && apt-get install -y curl was RUN apt-get update + RUN apt-get install -y curl: 0',
    ])
  })

  it('leave at its place what is really gone', () => {
    const base = built(NODE[0], [1, 'RUN one --first'], [2, 'RUN two --second'], [9, 'RUN mandb --create'])
    const head = built(NODE[0], [3, 'RUN one --first && two --second'])
    expect(changes(head, base)).toEqual([
      '2: RUN one --first && two --second was RUN one --first + RUN two --second: 0',
      'gone 4: RUN mandb --create: -9',
    ])
  })
})

describe('images of more layers than any engine takes', () => {
  it('are paired by what is the same alone, in no time', () => {
    const other = (word: string) =>
      built(...Array.from({ length: 2000 }, (_, at) => [1, `RUN ${word} a${at} b${at}`] as const))
    expect(explainInstructions(other('one'), other('two'))).toHaveLength(4000)
    expect(explainInstructions(other('one'), other('one'))).toHaveLength(2000)
  }, 10_000)
})

describe('any edits of a Dockerfile', () => {
  const commands = fc.constantFrom(
    'make all',
    'make install',
    'npm ci',
    'apt-get install -y curl',
    'strip /app',
    'true',
  )
  const instruction = fc.oneof(
    fc.array(commands, { minLength: 1, maxLength: 4 }).map((list) => `RUN ${list.join(' && ')}`),
    fc.constantFrom('COPY . .', 'COPY a b /x/', 'COPY --from=build /out /app', 'ADD a /x/', 'WORKDIR /app'),
  )
  const file = fc.array(fc.tuple(fc.nat(99), instruction), { minLength: 1, maxLength: 10 })
  type File = readonly (readonly [number, string])[]
  const edit = fc.oneof(
    fc.tuple(fc.constant('insert' as const), fc.nat(), fc.nat(99), instruction),
    fc.tuple(
      fc.constantFrom('remove' as const, 'move' as const, 'split' as const, 'join' as const),
      fc.nat(),
      fc.nat(99),
      instruction,
    ),
  )

  function edited(file: File, [kind, at, bytes, text]: readonly [string, number, number, string]): File {
    const index = at % (file.length + 1)
    const [one, next] = [file[index], file[index + 1]]
    const [before, after] = [file.slice(0, index), file.slice(index + 1)]
    if (kind === 'insert' || one === undefined) return [...before, [bytes, text], ...file.slice(index)]
    if (kind === 'remove') return [...before, ...after]
    if (kind === 'move') return [...after, one, ...before]
    if (kind === 'split' && one[1].includes(' && '))
      return [
        ...before,
        ...one[1]
          .slice(4)
          .split(' && ')
          .map((part) => [bytes, `RUN ${part}`] as const),
        ...after,
      ]
    if (kind === 'join' && next?.[1].startsWith('RUN ') === true && one[1].startsWith('RUN '))
      return [...before, [one[0] + next[0], `${one[1]} && ${next[1].slice(4)}`], ...file.slice(index + 2)]
    return file
  }

  it('add up to the byte, each instruction in one row', () => {
    fc.assert(
      fc.property(file, fc.array(edit, { maxLength: 6 }), (base, list) => {
        const head = list.reduce<File>((now, each) => edited(now, each), base)
        const rows = explainInstructions(built(...head), built(...base))
        const sum = (part: 'head' | 'base' | 'change'): number => rows.reduce((all, row) => all + (row[part] ?? 0), 0)
        const whole = (of: File): number => of.reduce((all, [bytes]) => all + bytes, 0)
        expect([sum('head'), sum('base'), sum('change')]).toEqual([whole(head), whole(base), whole(head) - whole(base)])
        expect(textsOf(rows, 'head')).toEqual(head.map(([, text]) => text).sort())
        expect(textsOf(rows, 'base')).toEqual(base.map(([, text]) => text).sort())
        for (const { parts, head, base } of rows.filter(({ parts }) => parts.length > 0)) {
          expect(parts.reduce((all, part) => all + (part.head ?? 0), 0)).toBe(head)
          expect(parts.reduce((all, part) => all + (part.base ?? 0), 0)).toBe(base)
        }
      }),
      { numRuns: 500 },
    )
  })
})

/** The instructions of one side, each as often as rows tell of it. */
function textsOf(rows: readonly InstructionChange[], side: 'head' | 'base'): readonly string[] {
  return rows
    .filter((row) => row[side] !== null)
    .flatMap((row) => (side === 'base' && row.head !== null ? (row.was ?? row.text) : row.text).split('\n'))
    .sort()
}

describe('instructions that are heredocs', () => {
  const of = (...scripts: readonly (readonly [bytes: number, body: string])[]): Measurement =>
    measurement({
      layers: scripts.map(([size, body], index) =>
        layer({
          size,
          diffId: `sha256:${size} ${body}`,
          owner: { text: 'RUN <<EOF', whole: `RUN <<EOF\n${body}`, lines: { start: index + 1, end: index + 1 } },
        }),
      ),
    })
  const [apt, pip] = ['apt-get update\napt-get install -y curl', 'pip install flask']

  it('are told apart by what they hold, where all begin alike', () => {
    const head = of([500, 'npm ci'], [7000, apt], [900, `${pip} gunicorn`])
    expect(changes(head, of([7000, apt], [800, pip]))).toEqual(['1: RUN <<EOF: 500', '3: RUN <<EOF was RUN <<EOF: 100'])
  })
})
