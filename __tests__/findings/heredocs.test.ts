import { expect, test } from '@jest/globals'
import { developmentAdvice } from '../../src/findings/advice/development-advice.js'
import { parseDockerfile } from '../../src/dockerfile/index.js'
import { layer } from '../compare/measurements.js'
import { file, wasteOfLayers } from './waste-images.js'

async function advice(by: string, sizes: Readonly<Record<string, number>>): Promise<readonly string[]> {
  const files = Object.entries(sizes).map(([name, bytes]) => file(name, bytes))
  const { found } = await wasteOfLayers([{ by, files }])
  return found.map((one) => one.advice)
}

const script = (lines: readonly string[], start = 'RUN <<EOF'): string => `${start}\n${lines.join('\n')}\nEOF`

test.each<readonly [string, Readonly<Record<string, number>>, string]>([
  [
    script(['apt-get update', 'apt-get install -y \\', '  build-essential', '# done']),
    { 'usr/lib/gcc/x86_64-linux-gnu/12/cc1': 20_000 },
    'Compilers and linkers. `apt-get install -y build-essential` brings them. Build in an earlier stage and take only the result from it: `COPY --from=build …`.',
  ],
  [
    script(['apt-get update', 'apt-get install -y curl'], 'RUN bash -e <<EOF'),
    { 'var/lib/apt/lists/x_InRelease': 20_000 },
    'apt’s package lists. End the same `RUN` with `rm -rf /var/lib/apt/lists/*`, or mount a cache: `RUN --mount=type=cache,target=/var/lib/apt/lists,sharing=locked …`.',
  ],
  [
    script(['set -e', 'pip install flask', 'pip check']),
    { 'root/.cache/pip/x': 20_000 },
    'pip’s cache. Write `pip install --no-cache-dir flask`, or mount a cache: `RUN --mount=type=cache,target=/root/.cache/pip …`.',
  ],
])('the commands of a heredoc are read: %s', async (by, files, expected) => {
  expect(await advice(by, files)).toEqual([expected])
})

test('what is to be done after a command of a heredoc stands on a line of its own', () => {
  const text = script(['npm ci', 'npm run build'])
  const commands =
    parseDockerfile(`FROM a\n${text}\n`, { file: 'Dockerfile' }).stages[0]?.instructions[1]?.commands ?? ''
  const { owner } = layer({ owner: { text: 'RUN <<EOF', commands } })
  expect(developmentAdvice(owner, 'npm', [], true)).toContain(
    '`npm run build` may need them: add `npm prune --omit=dev` after it in the same `RUN`, ',
  )
})
