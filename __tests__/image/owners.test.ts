import { describe, expect, test } from '@jest/globals'
import type { BuiltTarget } from '../../src/builder/build.js'
import { parseDockerfile } from '../../src/dockerfile/index.js'
import { layerOwners, ownLayers } from '../../src/image/owners.js'
import type { Source } from '../../src/request/source.js'

const DOCKERFILE = `FROM debian:bookworm-slim AS build
RUN make
FROM debian:bookworm-slim
COPY --from=build /out /out
RUN strip /out
WORKDIR /app
`
const HISTORY = [
  'debian.sh',
  'COPY /out /out # buildkit',
  'RUN /bin/sh -c strip /out # buildkit',
  'WORKDIR /app',
] as const

/** Of an image with these layers: the text and the line that each is put down to. */
function owners(
  history: readonly string[],
  lines: readonly number[] | null,
  dockerfile = DOCKERFILE,
): readonly string[] {
  const graph = parseDockerfile(dockerfile, { file: 'Dockerfile', buildArgs: {}, platform: 'linux/amd64' })
  const sources = [{ side: 'head', images: [{ graph }] }] as unknown as Source[]
  const own = lines?.map((line) => ({ lines: { start: line, end: line }, origin: null }))
  const built = {
    target: { side: 'head', sourceImage: 0, stage: 1 },
    chain: own === undefined ? null : { base: 'docker-image://docker.io/library/debian:bookworm-slim', own },
  } as unknown as BuiltTarget
  const config = {
    os: 'linux',
    architecture: 'amd64',
    rootfs: { diff_ids: history.map((_, index) => `sha256:${index}`) },
    history: history.map((command) => ({ created_by: command })),
  }
  expect(ownLayers(built, config)).toBeLessThanOrEqual(history.length)
  return layerOwners(built, config, sources).map(
    ({ origin, text, lines }) => `${origin} ${lines === null ? '–' : lines.start}: ${text}`,
  )
}

/** What the image itself says, without a line. */
const unmapped = (history: readonly string[]): readonly string[] => history.map((command) => `own –: ${command}`)

describe('who made a layer', () => {
  test('is an instruction, or below them the base', () => {
    expect(owners(HISTORY, [4, 5, 6])).toEqual([
      'base 3: debian:bookworm-slim',
      'own 4: COPY --from=build /out /out',
      'own 5: RUN strip /out',
      'own 6: WORKDIR /app',
    ])
  })

  test('is nobody’s line where provenance lacks a layer: a wrong one would be worse', () => {
    expect(owners(HISTORY, [4, 6])).toEqual(unmapped(HISTORY))
    expect(owners(HISTORY, [4, 5])).toEqual(unmapped(HISTORY))
  })

  test('is nobody’s line where provenance has more steps than there are layers', () => {
    const history = HISTORY.slice(2)
    expect(owners(history, [4, 5, 6])).toEqual(unmapped(history))
  })

  test('is nobody’s line without provenance', () => {
    expect(owners(HISTORY, null)).toEqual(unmapped(HISTORY))
  })

  test('is the line of FROM for what a trigger made', () => {
    const history = ['debian.sh', 'RUN /bin/sh -c echo trigger # buildkit', ...HISTORY.slice(1)]
    expect(owners(history, [3, 4, 5, 6])[1]).toBe('own 3: FROM debian:bookworm-slim')
  })
})

describe('a trigger that a stage of the same file left', () => {
  const dockerfile = `FROM debian:bookworm-slim AS onbase
ONBUILD ARG V
ONBUILD COPY a \\
  /a
onbuild  run <<EOF
make
EOF
FROM onbase AS svc
RUN true
`
  const history = ['debian.sh', 'COPY a /a # buildkit', 'RUN |1 V= /bin/sh -c make # buildkit', 'RUN /bin/sh -c true']

  test('made the layer itself, and not the FROM that runs it', () => {
    expect(owners(history, [8, 8, 9], dockerfile).slice(1)).toEqual([
      'own 3: COPY a /a',
      'own 5: run <<EOF',
      'own 9: RUN true',
    ])
  })

  test.each([
    ['of which a step is missing', history.toSpliced(1, 1), [8, 9]],
    ['as there are more steps', history.toSpliced(1, 0, 'COPY b /b # buildkit'), [8, 8, 8, 9]],
    ['as the history has others', history.with(1, 'RUN /bin/sh -c b'), [8, 8, 9]],
  ])('is not told apart, %s', (_, told, lines) => {
    const from = lines.slice(0, -1).map(() => 'own 8: FROM onbase AS svc')
    expect(owners(told, lines, dockerfile).slice(1)).toEqual([...from, 'own 9: RUN true'])
  })
})
