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
  return Object.fromEntries(found.map((one) => [`${one.rule} ${one.bytes}`, layers[one.line ?? -1]?.by ?? '']))
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
    [`rewritten-metadata ${2 * BYTES}`]: again.by,
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
    [`hidden-files ${BYTES}`]: 'RUN git a',
    [`rewritten-metadata ${BYTES}`]: 'RUN git b',
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
