import { expect, test } from '@jest/globals'
import type { Member } from '../layer/tar-writer.js'
import { file, type MadeLayer, wasteOfLayers } from './waste-images.js'

const BYTES = 50_000

/** The same files, of another owner. */
function owned(files: readonly Member[]): readonly Member[] {
  return files.map((one) => ({ ...one, uid: 1000 }))
}

/** What is found, by the instruction that it is laid to. */
async function blamed(...layers: readonly MadeLayer[]): Promise<Readonly<Record<string, string>>> {
  const { found } = await wasteOfLayers(layers)
  const byWhat: Record<string, string> = {}
  for (const { rule, bytes, line } of found) {
    const what = `${rule} ${bytes}`
    const by = layers[line ?? -1]?.by ?? ''
    byWhat[what] = what in byWhat ? `${byWhat[what] ?? ''}, ${by}` : by
  }
  return byWhat
}

const GIT = [file('app/.git/objects/pack', BYTES), file('app/main.py', BYTES)]
const COPY: MadeLayer = { by: 'COPY . /app', files: GIT }
const CHOWN: MadeLayer = { by: 'RUN chown -R app /app', files: owned(GIT) }

test('waste is laid to who brought it, not to who wrote it again for another owner', async () => {
  expect(await blamed(COPY, CHOWN)).toEqual({
    [`rewritten-metadata ${2 * BYTES}`]: CHOWN.by,
    [`sources ${BYTES}`]: COPY.by,
    [`context-bloat ${BYTES}`]: COPY.by,
  })
  const again = { by: 'RUN chmod -R u+w /app', files: owned(GIT).map((one) => ({ ...one, mode: 0o755 })) }
  expect(await blamed(COPY, CHOWN, again)).toEqual({
    [`rewritten-metadata ${2 * BYTES}`]: `${CHOWN.by}, ${again.by}`,
    [`sources ${BYTES}`]: COPY.by,
    [`context-bloat ${BYTES}`]: COPY.by,
  })
})

test('it has the advice for who brought it', async () => {
  const { found } = await wasteOfLayers([COPY, CHOWN])
  expect(found.find(({ rule }) => rule === 'sources')?.advice).toContain('`.dockerignore`')
  const cache = [file('root/.cache/pip/http-v2/x', BYTES)]
  const installed = { by: 'RUN pip install requests', files: cache }
  const later = await wasteOfLayers([installed, { by: 'RUN chown -R 1000 /root', files: owned(cache) }])
  expect(later.found.find(({ rule }) => rule === 'package-cache')?.advice).toContain('pip install --no-cache-dir')
})

test('a context keeps what a COPY need not bring, whoever owns it later', async () => {
  const files = [file('app/compose.yaml', BYTES), file('app/main.py', BYTES)]
  expect(await blamed({ by: 'COPY . /app', files }, { by: CHOWN.by, files: owned(files) })).toEqual({
    [`rewritten-metadata ${2 * BYTES}`]: CHOWN.by,
    [`context-bloat ${BYTES}`]: COPY.by,
  })
})

test('what was another in between is of who wrote it last', async () => {
  const first = [file('app/.git/index', BYTES)]
  const second = [file('app/.git/index', BYTES, 'another')]
  expect(
    await blamed(
      { by: 'COPY . /app', files: first },
      { by: 'RUN git a', files: second },
      { by: 'RUN git b', files: first },
    ),
  ).toEqual({
    [`hidden-files ${BYTES}`]: 'COPY . /app, RUN git a',
    [`sources ${BYTES}`]: 'RUN git b',
  })
})

test('what a base image brought stays its own', async () => {
  const docs = [file('usr/share/doc/a/changelog', BYTES)]
  const base: MadeLayer = { by: 'debian:12', base: true, files: docs }
  expect(await blamed(base, { by: 'RUN chown -R 1000 /usr', files: owned(docs) })).toEqual({
    [`rewritten-metadata ${BYTES}`]: 'RUN chown -R 1000 /usr',
  })
})

test('each copy is of the instruction that wrote it, and a deletion of the one that deleted', async () => {
  const one = [file('app/a', BYTES), file('app/b', 2 * BYTES)]
  const mode = { by: 'RUN chmod -R 700 /app', files: one.map((each) => ({ ...each, mode: 0o700 })) }
  const time = { by: 'RUN touch /app/a', files: mode.files.slice(0, 1) }
  expect(await blamed({ by: 'COPY app /app', files: one }, mode, time)).toEqual({
    [`rewritten-metadata ${3 * BYTES}`]: mode.by,
    [`rewritten-metadata ${BYTES}`]: time.by,
  })
  const removed = { by: 'RUN rm -r /app', files: [{ name: '.wh.app' }] }
  const reused = { by: 'RUN echo 1 > /app', files: [file('app', 2)] }
  const { found } = await wasteOfLayers([{ by: 'RUN make', files: one }, removed, reused])
  expect(found.map(({ rule, bytes, advice }) => [rule, bytes, advice.includes('`RUN rm -r /app`) deletes')])).toEqual([
    ['hidden-files', 3 * BYTES, true],
  ])
})
