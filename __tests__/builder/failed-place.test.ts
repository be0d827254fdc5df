import { describe, expect, test } from '@jest/globals'
import { failedPlace } from '../../src/builder/failed-place.js'
import { parseDockerfile, reachable } from '../../src/dockerfile/index.js'

const DOCKERFILE = `FROM busybox:1 AS dep
ONBUILD ADD https://example.com/trigger \\
  /t
RUN true
FROM dep AS api
ARG WHERE=srv V=2
ADD --chmod=644 https://example.com/one-\${V:-\${WHERE}} \\
    /srv/one$V
ADD "https://example.com/two" /srv/
ADD https://example.com/$V /srv/
COPY ["a", "b c", "/d e/"]
add https://example.com/$WHERE /srv/
copy a $B
RUN <<EOF
npm ci
EOF
FROM scratch AS other
ADD https://example.com/two /srv/
`

/** `line stage instruction` of what failed under this name while the last stage but one was built. */
function place(step: string | null, stage: string | null = 'api', line: number | null = null): string {
  const graph = parseDockerfile(DOCKERFILE, { file: 'Dockerfile' })
  const found = failedPlace({ line, stage, step }, [...reachable(graph, 1)], graph)
  return `${found.line} ${found.stage?.target} ${found.instruction}`
}

describe('what fails without a line is found by its name', () => {
  test.each([
    [
      'with the values of variables',
      'ADD --chmod=644 https://example.com/one-2     /srv/one2',
      '7 api ADD --chmod=644 https://example.com/one-${V:-${WHERE}} /srv/one$V',
    ],
    [
      'without quotes, before what would fit with some value',
      'ADD https://example.com/two /srv/',
      '9 api ADD "https://example.com/two" /srv/',
    ],
    ['as an array', 'COPY [a, b c, /d e/]', '11 api COPY ["a", "b c", "/d e/"]'],
    ['whose keyword is in lower case', 'COPY a b', '13 api copy a $B'],
    ['and no line of its heredoc is shown', 'RUN <<EOF (npm ci)', '14 api RUN <<EOF'],
  ])('%s', (_, step, expected) => expect(place(step)).toBe(expected))

  test('unless several fit', () => {
    expect(place('ADD https://example.com/3 /srv/')).toBe('null api ADD https://example.com/3 /srv/')
  })

  test('unless none does, and then BuildKit’s words are shown', () => {
    expect(place('WORKDIR /nowhere')).toBe('null api WORKDIR /nowhere')
    expect(place('RUN <<X (TOKEN=secret...)')).toBe('null api RUN <<X')
  })

  test('in the stage that it is of', () => {
    expect(place('RUN true', 'dep')).toBe('4 dep RUN true')
    expect(place('RUN true', 'api')).toBe('null api RUN true')
    expect(place('FROM docker.io/library/busybox:1@sha256:12', 'dep')).toBe('1 dep FROM busybox:1 AS dep')
  })

  test('but for what is no instruction', () => {
    expect(place('load metadata for docker.io/library/busybox:1', null)).toBe('null undefined null')
    expect(place(null, null)).toBe('null undefined null')
  })
})

describe('a trigger that fails', () => {
  test.each([null, 5])('is told where it is written, of the stage that runs it: line %s', (line) => {
    expect(place('ONBUILD ADD https://example.com/trigger   /t', 'api', line)).toBe(
      '2 api ONBUILD ADD https://example.com/trigger /t',
    )
  })

  test('of a base from elsewhere has BuildKit’s words', () => {
    expect(place('ONBUILD RUN make', 'api', 5)).toBe('5 api ONBUILD RUN make')
  })
})

test('what fails with a line stands there', () => {
  expect(place('RUN true', 'dep', 9)).toBe('9 api ADD "https://example.com/two" /srv/')
  expect(place(null, null, 4)).toBe('4 dep RUN true')
})
