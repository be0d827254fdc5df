import { describe, expect, it } from '@jest/globals'
import {
  instructionAt,
  isShipped,
  leaves,
  matchTargets,
  parseDockerfile,
  problemsOf,
  reachable,
  selectTargets,
  stageAt,
  stageBelow,
  stageChain,
  stageCount,
  unusedBy,
} from '../../src/dockerfile/index.js'
import { GateError } from '../../src/errors.js'

const TEXT = `# the service
FROM golang AS base

FROM base AS api
RUN go build \\
  # with flags
  ./api

FROM base AS worker
RUN <<EOF
go build ./worker
EOF
FROM alpine AS Lint
# spare
FROM scratch
COPY --from=api /api /api
`
const graph = parseDockerfile(TEXT, { file: 'services/Dockerfile' })

describe('a stage graph', () => {
  it('has leaves: stages that no other uses', () => {
    expect(leaves(graph)).toEqual([2, 3, 4])
  })

  it('ships its last stage and its leaves', () => {
    expect(graph.stages.map(({ index }) => isShipped(graph, index))).toEqual([false, false, true, true, true])
  })

  it('ships its last stage also where an earlier one names it as a source', () => {
    const odd = parseDockerfile('FROM scratch\nCOPY --from=1 / /\nFROM scratch\n', { file: 'Dockerfile' })
    expect(leaves(odd)).toEqual([0])
    expect(isShipped(odd, 1)).toBe(true)
  })

  it('knows what building a stage takes', () => {
    expect(reachable(graph, 4)).toEqual(new Set([4, 1, 0]))
    expect(stageCount(graph, 4)).toEqual({ declared: 5, used: 3 })
    expect(unusedBy(graph, 4)).toEqual([2, 3])
  })

  it('knows what a stage lies on', () => {
    const text =
      'FROM alpine AS os\nFROM golang AS tools\nFROM os AS run\nFROM run\nCOPY --from=tools /a /\nFROM scratch\nRUN --mount=from=os true\n'
    const stages = parseDockerfile(text, { file: 'Dockerfile' })
    expect(stages.stages.map(stageBelow)).toEqual([null, null, 0, 2, null])
    expect([0, 3, 4].map((index) => stageChain(stages, index).map(({ target }) => target))).toEqual([
      ['os'],
      ['os', 'run', 'stage-3'],
      ['stage-4'],
    ])
    expect(stageChain(stages, -1)).toEqual([])
  })

  it('ends in a circle', () => {
    const circle = parseDockerfile('FROM scratch\nCOPY --from=1 / /\nFROM scratch\nCOPY --from=0 / /\n', {
      file: 'Dockerfile',
    })
    expect(reachable(circle, 0)).toEqual(new Set([0, 1]))
    expect(leaves(circle)).toEqual([])
  })

  it('tells the problems of a stage from those of others', () => {
    const text = 'FROM scratch AS a\nCOPY --from=c / /\nFROM scratch AS b\nFROM scratch AS c\n'
    const broken = parseDockerfile(text, { file: 'Dockerfile' })
    expect(broken.stages.map(({ index }) => problemsOf(broken, index).length)).toEqual([1, 0, 0])
  })

  it('finds the stage and the instruction of a line', () => {
    const found = [1, 2, 3, 6, 8, 11, 13, 14, 16, 17].map((line) => [
      line,
      stageAt(graph, line)?.target ?? null,
      instructionAt(graph, line)?.text ?? null,
    ])
    expect(found).toEqual([
      [1, null, null],
      [2, 'base', 'FROM golang AS base'],
      [3, null, null],
      [6, 'api', 'RUN go build ./api'],
      [8, null, null],
      [11, 'worker', 'RUN <<EOF'],
      [13, 'lint', 'FROM alpine AS Lint'],
      [14, null, null],
      [16, 'stage-4', 'COPY --from=api /api /api'],
      [17, null, null],
    ])
  })
})

describe('the selection of targets', () => {
  const selected = (...patterns: string[]): readonly number[] => selectTargets(graph, { kind: 'matching', patterns })

  it('takes all, or the last one', () => {
    expect(selectTargets(graph, { kind: 'all' })).toEqual([0, 1, 2, 3, 4])
    expect(selectTargets(graph, { kind: 'default' })).toEqual([4])
  })

  it('takes names in any case, in the order of the file and each once', () => {
    expect(selected('LINT', 'Api', 'api')).toEqual([1, 3])
    expect(selected('stage-4')).toEqual([4])
  })

  it('takes globs', () => {
    expect(selected('*')).toEqual([0, 1, 2, 3, 4])
    expect(selected('?pi', 'w*r')).toEqual([1, 2])
    expect(selected('{api,lint,none}')).toEqual([1, 3])
    expect(selected('{b*,w{ork,ait}er}')).toEqual([0, 2])
  })

  it('takes no other character for a wildcard', () => {
    const names = ['a.b', 'a+', '[ab]*', 'a{b', '^api', 'api$', '(api)', 'a|b', '']
    expect(matchTargets(graph, names)).toEqual({ stages: [], unmatched: names })
  })

  it('refuses a name that is not there, with the nearest and all of them', () => {
    let thrown: unknown = null
    try {
      selected('apo', 'api')
    } catch (error) {
      thrown = error
    }
    expect(thrown).toBeInstanceOf(GateError)
    expect(thrown).toMatchObject({
      trouble: 'usage',
      message: 'services/Dockerfile: no target matches "apo"',
      hint: 'did you mean api? its targets: base, api, worker, lint, stage-4',
    })
  })

  it('names all patterns that match nothing, and guesses nothing far-fetched', () => {
    expect(() => selected('x*', 'production')).toThrow('no target matches "x*", "production"')
  })
})
