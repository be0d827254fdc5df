import fc from 'fast-check'

/** Two versions of a Dockerfile and the rows that have to tell the difference; no other row of the target may change. */
export interface Edit {
  readonly name: string
  readonly base: string
  readonly head: string
  /** null: only the sums are known. */
  readonly blamed: readonly Blame[] | null
}

export interface Blame {
  /** The first line of the instruction at the head; null where it is gone. */
  readonly line: number | null
  readonly text: string
  readonly change: number
  /** The row's `cause`, where it has to have one: its instruction or image, and what that was. */
  readonly cause?: { readonly text: string; readonly was: string | null }
  /** How many instructions the row consists of. */
  readonly parts?: number
  /** What the cause builds on that changed. */
  readonly inputs?: readonly { readonly text: string | null; readonly was: string | null }[]
}

/** Writes a file of so many bytes. */
const write = (bytes: number, path: string): string => `head -c ${bytes} /dev/zero > ${path}`
const run = (bytes: number, path: string): string => `RUN ${write(bytes, path)}`
const copy = (name: string): string => `COPY a.bin /copies/${name}`

interface Numbers {
  readonly sizes: readonly number[]
  /** From 0 to 1. */
  readonly place: number
  readonly filler: readonly number[]
}

type Draft = Omit<Edit, 'name'>

/** The `index`th of the sizes drawn. */
function size({ sizes }: Numbers, index: number): number {
  return sizes[index % sizes.length] ?? 1
}

/** Instructions that both sides have, with `inserted` somewhere among them. */
function among(numbers: Numbers, ...inserted: readonly string[]): readonly string[] {
  const filler = numbers.filler.map((kind, index) => FILLER[kind % FILLER.length]?.(index) ?? copy('x'))
  const at = Math.floor(numbers.place * (filler.length + 1))
  return [...filler.slice(0, at), ...inserted, ...filler.slice(at)]
}

const FILLER: readonly ((index: number) => string)[] = [
  (index) => copy(`filler-${index}`),
  (index) => `COPY --link b.bin /linked/filler-${index}`,
  (index) => `WORKDIR /work-${index}`,
  (index) => `COPY <<EOF /texts/${index}\nsome\nlines ${index}\nEOF`,
  (index) => `ENV FILLER_${index}=${index}`,
  (index) => `ADD a.bin b.bin /added-${index}/`,
]

const FINAL = 'FROM busybox:1.37 AS final'

function lines(...texts: readonly (string | readonly string[])[]): string {
  return `${texts.flat().join('\n')}\n`
}

/** Where an instruction begins; it has to be there. */
function lineOf(dockerfile: string, instruction: string): number {
  const at = `\n${dockerfile}`.indexOf(`\n${instruction}`)
  if (at < 0) throw new Error(`no ${instruction} in ${dockerfile}`)
  return dockerfile.slice(0, at).split('\n').length
}

function blame(head: string, instruction: string, change: number, more: Partial<Blame> = {}): Blame {
  return { line: lineOf(head, instruction), text: instruction.split('\n')[0] ?? '', change, ...more }
}

const KINDS: Readonly<Record<string, (numbers: Numbers) => Draft>> = {
  insert(numbers) {
    const added = run(size(numbers, 0), '/added')
    const [base, head] = [lines(FINAL, among(numbers)), lines(FINAL, among(numbers, added))]
    return { base, head, blamed: [blame(head, added, size(numbers, 0))] }
  },
  remove(numbers) {
    const gone = run(size(numbers, 0), '/gone')
    const [base, head] = [lines(FINAL, among(numbers, gone)), lines(FINAL, among(numbers))]
    return { base, head, blamed: [{ line: null, text: gone, change: -size(numbers, 0) }] }
  },
  move(numbers) {
    const [first, second] = [run(size(numbers, 0), '/first'), copy('second')]
    return {
      base: lines(FINAL, first, among(numbers), second),
      head: lines(FINAL, second, among(numbers), first),
      blamed: [],
    }
  },
  'move-and-edit'(numbers) {
    const [then, now] = [size(numbers, 0), size(numbers, 1)]
    const head = lines(FINAL, copy('second'), among(numbers), run(now, '/first'))
    return {
      base: lines(FINAL, run(then, '/first'), among(numbers), copy('second')),
      head,
      blamed: [blame(head, run(now, '/first'), now - then)],
    }
  },
  edit(numbers) {
    const [then, now] = [size(numbers, 0), size(numbers, 1)]
    const head = lines(FINAL, among(numbers, run(now, '/edited')))
    return {
      base: lines(FINAL, among(numbers, run(then, '/edited'))),
      head,
      blamed: [blame(head, run(now, '/edited'), now - then)],
    }
  },
  split(numbers) {
    const [one, two, now] = [size(numbers, 0), size(numbers, 1), size(numbers, 2)]
    const head = lines(FINAL, among(numbers, run(one, '/one'), run(now, '/two')))
    const text = `${run(one, '/one')}\n${run(now, '/two')}`
    return {
      base: lines(FINAL, among(numbers, `${run(one, '/one')} && ${write(two, '/two')}`)),
      head,
      blamed: [{ ...blame(head, run(one, '/one'), now - two, { parts: 3 }), text }],
    }
  },
  join(numbers) {
    const [one, two, now] = [size(numbers, 0), size(numbers, 1), size(numbers, 2)]
    const joined = `${run(one, '/one')} && ${write(now, '/two')}`
    const head = lines(FINAL, among(numbers, joined))
    return {
      base: lines(FINAL, among(numbers, run(one, '/one'), run(two, '/two'))),
      head,
      blamed: [blame(head, joined, now - two, { parts: 3 })],
    }
  },
  'other-stage-copied'(numbers) {
    const [then, now] = [size(numbers, 0), size(numbers, 1)]
    const stages = ['FROM busybox:1.37 AS one', run(then, '/out')]
    const others = ['FROM busybox:1.37 AS two', run(now, '/out'), 'WORKDIR /elsewhere']
    const head = lines(stages, others, FINAL, among(numbers, 'COPY --from=two /out /made'))
    return {
      base: lines(stages, others, FINAL, among(numbers, 'COPY --from=one /out /made')),
      head,
      blamed: [
        blame(head, 'COPY --from=two /out /made', now - then, {
          cause: { text: run(now, '/out'), was: run(then, '/out') },
        }),
      ],
    }
  },
  'made-in-another-stage'(numbers) {
    const [then, now] = [size(numbers, 0), size(numbers, 1)]
    const side = (bytes: number): string =>
      lines(
        'FROM busybox:1.37 AS build',
        'WORKDIR /src',
        copy('source'),
        run(bytes, '/out'),
        run(7, '/src/other'),
        'ENV A=b',
        FINAL,
        among(numbers, 'COPY --link --from=build /out /made'),
      )
    return {
      base: side(then),
      head: side(now),
      blamed: [
        blame(side(now), 'COPY --link --from=build /out /made', now - then, {
          cause: { text: run(now, '/out'), was: run(then, '/out') },
        }),
      ],
    }
  },
  'copied-through-stages'(numbers) {
    const [then, now] = [size(numbers, 0), size(numbers, 1)]
    const side = (bytes: number): string =>
      lines(
        'FROM busybox:1.37 AS make',
        run(bytes, '/out'),
        'FROM busybox:1.37 AS pack',
        'COPY --from=make /out /packed/out',
        run(3, '/other'),
        FINAL,
        among(numbers, 'COPY --from=pack /packed /made/'),
      )
    return {
      base: side(then),
      head: side(now),
      blamed: [
        blame(side(now), 'COPY --from=pack /packed /made/', now - then, {
          cause: { text: run(now, '/out'), was: run(then, '/out') },
        }),
      ],
    }
  },
  'made-from-something-else'(numbers) {
    const [then, now] = [size(numbers, 0), size(numbers, 1)]
    const side = (bytes: number): string =>
      lines(
        'FROM busybox:1.37 AS build',
        `ARG BYTES=${bytes}`,
        'RUN head -c $BYTES /dev/zero > /out',
        FINAL,
        among(numbers, 'COPY --from=build /out /made'),
      )
    return {
      base: side(then),
      head: side(now),
      blamed: [
        blame(side(now), 'COPY --from=build /out /made', now - then, {
          cause: { text: 'RUN head -c $BYTES /dev/zero > /out', was: null },
          inputs: [{ text: `ARG BYTES=${now}`, was: `ARG BYTES=${then}` }],
        }),
      ],
    }
  },
  'copied-from-an-image'(numbers) {
    const [then, now] = ['COPY --from=busybox:1.37 /etc/passwd /made', 'COPY --from=busybox:1.37 /etc/group /made']
    const head = lines(
      'FROM scratch AS final',
      among(numbers).filter((text) => !text.startsWith('RUN')),
      now,
    )
    return {
      base: lines(
        'FROM scratch AS final',
        among(numbers).filter((text) => !text.startsWith('RUN')),
        then,
      ),
      head,
      // What busybox has in these files is its own affair: only who is blamed, by the test itself.
      blamed: [blame(head, now, NaN, { cause: { text: 'busybox:1.37', was: null } })],
    }
  },
  'other-base'(numbers) {
    const side = (base: string): string => lines(`FROM ${base} AS final`, among(numbers))
    const head = side('scratch')
    return {
      base: lines('FROM busybox:1.37 AS final', among(numbers)),
      head,
      blamed: [{ line: null, text: 'busybox:1.37', change: NaN }],
    }
  },
  'without-layers'() {
    return {
      base: lines('FROM scratch AS final', 'COPY a.bin /a', 'ENV A=a'),
      head: lines('FROM scratch AS final', 'ENV A=b'),
      blamed: [{ line: null, text: 'COPY a.bin /a', change: NaN }],
    }
  },
  'added-stage'(numbers) {
    const stage = ['FROM busybox:1.37 AS extra', run(size(numbers, 0), '/extra')]
    const head = lines(stage, FINAL, among(numbers, 'COPY --from=extra /extra /extra'))
    return {
      base: lines(FINAL, among(numbers)),
      head,
      blamed: [
        blame(head, 'COPY --from=extra /extra /extra', size(numbers, 0), {
          cause: { text: run(size(numbers, 0), '/extra'), was: null },
        }),
      ],
    }
  },
  'below-the-stage'(numbers) {
    const [then, now] = [size(numbers, 0), size(numbers, 1)]
    const side = (bytes: number): string =>
      lines('FROM busybox:1.37 AS below', run(bytes, '/below'), 'FROM below AS final', among(numbers))
    return { base: side(then), head: side(now), blamed: [blame(side(now), run(now, '/below'), now - then)] }
  },
  linked(numbers) {
    const [then, now] = [copy('it'), copy('it').replace('COPY', 'COPY --link')]
    return { base: lines(FINAL, among(numbers, then)), head: lines(FINAL, among(numbers, now)), blamed: [] }
  },
  heredoc(numbers) {
    const bodies = ['short', 'a much longer body'] as const
    const side = (body: string): string =>
      lines(
        FINAL,
        among(numbers, `COPY <<EOF /texts/edited\n${body}\nEOF`, `RUN <<EOF\n${write(size(numbers, 0), '/x')}\nEOF`),
      )
    const change = bodies[1].length - bodies[0].length
    return {
      base: side(bodies[0]),
      head: side(bodies[1]),
      blamed: [blame(side(bodies[1]), 'COPY <<EOF /texts/edited', change)],
    }
  },
  onbuild(numbers) {
    const [then, now] = [size(numbers, 0), size(numbers, 1)]
    const side = (bytes: number): string =>
      lines(
        'FROM busybox:1.37 AS parent',
        `ONBUILD ${run(bytes, '/triggered')}`,
        'ONBUILD COPY a.bin /triggered-too',
        'FROM parent AS final',
        among(numbers),
      )
    const trigger = run(now, '/triggered')
    const blamed = { ...blame(side(now), `ONBUILD ${trigger}`, now - then), text: trigger }
    return { base: side(then), head: side(now), blamed: [blamed] }
  },
  deletes(numbers) {
    const made = run(size(numbers, 0), '/made')
    return {
      base: lines(FINAL, made, among(numbers)),
      head: lines(FINAL, made, among(numbers, 'RUN rm /made')),
      blamed: [],
    }
  },
  several(numbers) {
    const names = ['one', 'two', 'three', 'four'] as const
    const [base, head] = [0, 4].map((from) =>
      lines(
        FINAL,
        names.map((name, index) => run(size(numbers, index + (index % 2 === 0 ? from : 0)), `/${name}`)),
        among(numbers, copy(`of-${from}`)),
      ),
    )
    return { base: base ?? '', head: head ?? '', blamed: null }
  },
}

/** `each` Dockerfiles of every kind of edit, the same for the same seed. */
export function edits(seed: number, each: number): readonly Edit[] {
  const numbers = fc.record({
    sizes: fc.uniqueArray(fc.integer({ min: 1000, max: 90_000 }), { minLength: 8, maxLength: 8 }),
    place: fc.double({ min: 0, max: 0.99, noNaN: true }),
    filler: fc.array(fc.nat(FILLER.length - 1), { minLength: 1, maxLength: 4 }),
  })
  const drawn = fc.sample(numbers, { seed, numRuns: each * Object.keys(KINDS).length })
  return Object.entries(KINDS).flatMap(([kind, draft], index) =>
    drawn
      .slice(index * each, (index + 1) * each)
      .map((of, number) => ({ name: each === 1 ? kind : `${kind}-${number + 1}`, ...draft(of) })),
  )
}
