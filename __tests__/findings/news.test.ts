import { describe, expect, test } from '@jest/globals'
import type { Row } from '../../src/compare/comparison.js'
import { parseDockerfile } from '../../src/dockerfile/index.js'
import type { Found } from '../../src/findings/finding.js'
import { findingsOf } from '../../src/findings/findings.js'
import { knownBefore } from '../../src/findings/news.js'
import { createFileNames } from '../../src/layer/layer-files.js'
import type { Side, Source } from '../../src/request/source.js'
import type { Member } from '../layer/tar-writer.js'
import { file, imageOfLayers, type MadeLayer } from './waste-images.js'

const graph = parseDockerfile('FROM scratch\nUSER 65532\n', {
  file: 'Dockerfile',
  buildArgs: {},
  platform: 'linux/amd64',
})

function source(side: Side, name: string): Source {
  return {
    side,
    images: [
      { request: { name, build: { contexts: [] } }, platform: null, ignoreFile: '.dockerignore', graph, targets: [0] },
    ],
  } as unknown as Source
}

/** `rule line bytes` of each waste of the head, behind it `known`, or how much of it is new. */
async function told(head: readonly MadeLayer[], base: readonly MadeLayer[]): Promise<readonly string[]> {
  const names = createFileNames()
  const image = { target: graph.stages[0]?.target ?? '', user: '65532' }
  const [before, now] = [await imageOfLayers(base, image, names), await imageOfLayers(head, image, names)]
  const row = { shipped: true, status: 'changed', head: now.measurement, base: before.measurement } as unknown as Row
  const found = findingsOf(
    row,
    [source('head', now.measurement.image), source('base', now.measurement.image)],
    { head: now, base: before },
    () => true,
    true,
  )
  return (found?.findings ?? []).map(
    ({ rule, line, bytes, inBase, grown }) =>
      `${rule} ${line} ${bytes} ${inBase === true ? 'known' : (grown ?? 'new')}`,
  )
}

const FROM: MadeLayer = { by: 'debian:12', base: true, files: [file('usr/bin/bash', 1000)] }

function by(text: string, ...files: readonly Member[]): MadeLayer {
  return { by: text, files }
}

/** npm's cache, which calls files by what they hold. */
function cached(...sizes: Readonly<Record<string, number>>[]): readonly Member[] {
  return sizes.flatMap((all) =>
    Object.entries(all).map(([name, bytes]) => file(`root/.npm/_cacache/content-v2/${name}`, bytes)),
  )
}

describe('a finding that grew', () => {
  const base = [FROM, by('RUN npm install', ...cached({ a1: 500_000, b1: 500_000 }))]

  test.each([
    ['by next to nothing, of files with other names', 500_000, 509_999, 'known'],
    ['by less than a tenth', 500_000, 600_000, 'known'],
    ['by a tenth and more', 500_000, 650_000, '150000'],
    ['not at all', 300_000, 400_000, 'known'],
  ])('%s', async (_, a, b, news) => {
    const head = [FROM, by('RUN npm install', ...cached({ a2: a, b2: b }))]
    expect(await told(head, base)).toEqual([`package-cache 1 ${a + b} ${news}`])
  })

  test('by 1 MB is news, whatever it grew from', async () => {
    const of = (bytes: number): readonly MadeLayer[] => [FROM, by('RUN npm install', ...cached({ a: bytes }))]
    expect(await told(of(20_999_999), of(20_000_000))).toEqual(['package-cache 1 20999999 known'])
    expect(await told(of(21_000_000), of(20_000_000))).toEqual(['package-cache 1 21000000 1000000'])
  })

  test('from what is not worth saying is new as a whole', async () => {
    const of = (bytes: number): readonly MadeLayer[] => [FROM, by('RUN npm install', ...cached({ a: bytes }))]
    expect(await told(of(3_000_000), of(299_999))).toEqual(['package-cache 1 3000000 new'])
    expect(await told(of(3_000_000), of(300_000))).toEqual(['package-cache 1 3000000 2700000'])
  })

  test('is the same at an instruction that was edited', async () => {
    const head = [FROM, by('RUN npm install express@5', ...cached({ a2: 500_000, b2: 520_000 }))]
    expect(await told(head, base)).toEqual(['package-cache 1 1020000 known'])
  })

  test('is told at the instruction that made it grow', async () => {
    const first = by('RUN apt-get install a', file('usr/share/doc/a/README', 200_000))
    const second = by('RUN apt-get install b', file('usr/share/doc/b/README', 100_000))
    expect(await told([FROM, second, first], [FROM, first])).toEqual([
      'docs-and-locales 1 100000 new',
      'docs-and-locales 2 200000 known',
    ])
  })
})

describe('one instruction that became two', () => {
  const [a, b] = [file('usr/share/doc/a/README', 200_000), file('usr/share/doc/b/README', 100_000)]
  const base = [FROM, by('RUN install a && install b', a, b)]

  test('brings nothing new with the same files', async () => {
    expect(await told([FROM, by('RUN install a', a), by('RUN install b', b)], base)).toEqual([
      'docs-and-locales 1 200000 known',
      'docs-and-locales 2 100000 known',
    ])
    expect(await told(base, [FROM, by('RUN install a', a), by('RUN install b', b)])).toEqual([
      'docs-and-locales 1 300000 known',
    ])
  })

  test('brings what there is more of', async () => {
    const more = file('usr/share/doc/c/README', 50_000)
    expect(await told([FROM, by('RUN install a', a), by('RUN install b c', b, more)], base)).toEqual([
      'docs-and-locales 2 150000 50000',
      'docs-and-locales 1 200000 known',
    ])
  })

  test('has a cache once, as before, with files of other names', async () => {
    const one = [FROM, by('RUN npm i x@1 y@1', ...cached({ x1: 400_000, y1: 200_000 }))]
    const two = [FROM, by('RUN npm i x@2', ...cached({ x2: 400_000 })), by('RUN npm i y@2', ...cached({ y2: 205_000 }))]
    expect(await told(two, one)).toEqual(['package-cache 1 400000 known', 'package-cache 2 205000 known'])
  })
})

describe('files that are hidden', () => {
  const copy = by('COPY app /app', file('app/d0/f0.bin', 90_000), file('app/d1/f0.bin', 90_000))
  const remove = (...names: readonly string[]): MadeLayer =>
    by(`RUN rm ${names.join(' ')}`, ...names.map((name) => file(name.replace(/([^/]+)$/, '.wh.$1').slice(1), 0)))

  test('are news beside one that was mended', async () => {
    const base = [FROM, copy, remove('/app/d0/f0.bin')]
    expect(await told([FROM, copy, remove('/app/d1/f0.bin')], base)).toEqual(['hidden-files 1 90000 new'])
    expect(await told([FROM, copy, remove('/app/d0/f0.bin', '/app/d1/f0.bin')], base)).toEqual([
      'hidden-files 1 180000 90000',
    ])
    expect(await told([FROM, copy, remove('/app/d0/f0.bin')], base)).toEqual(['hidden-files 1 90000 known'])
  })

  test('are what the same two instructions left behind before, whatever they are called', async () => {
    const installed = (name: string): readonly MadeLayer[] => [
      FROM,
      by('RUN npm install', file(`root/x/${name}`, 90_000)),
      by('RUN rm -r /root/x', file('root/.wh.x', 0)),
    ]
    expect(await told(installed('b'), installed('a'))).toEqual(['hidden-files 1 90000 known'])
  })

  test('are no news where they were another waste before', async () => {
    const update = by('RUN apt-get update', file('var/cache/apt/pkgcache.bin', 500_000))
    expect(await told([FROM, update], [FROM])).toEqual(['package-cache 1 500000 new'])
    expect(await told([FROM, update, remove('/var/cache/apt/pkgcache.bin')], [FROM, update])).toEqual([
      'hidden-files 1 500000 known',
    ])
  })

  test('are news once where what was waste is there twice now', async () => {
    const lists = (text: string, bytes: number): MadeLayer =>
      by(text, file('var/lib/apt/lists/x_Packages.lz4', bytes, text))
    const update = lists('RUN apt-get update', 500_000)
    expect(await told([FROM, update, lists('RUN apt-get update -q', 500_000)], [FROM, update])).toEqual([
      'hidden-files 1 500000 new',
      'package-cache 2 500000 known',
    ])
  })

  test('are all news by a second instruction that writes them again', async () => {
    const write = (text: string): MadeLayer => by(text, file('app/x.bin', 90_000, text))
    const base = [FROM, write('COPY x /app'), write('RUN patch 2')]
    expect(await told([...base, write('RUN patch 3')], base)).toEqual([
      'hidden-files 2 90000 new',
      'hidden-files 1 90000 known',
    ])
  })
})

test('copies of what was waste before are new bytes', async () => {
  const install = by('RUN npm ci', file('app/node_modules/a/test/x.js', 90_000), file('app/x.bin', 30_000))
  const owned = by('RUN chown -R app /app', ...install.files.map((one): Member => ({ ...one, uid: 1000 })))
  const [first] = await told([FROM, install, owned], [FROM, install])
  expect(first).toBe('rewritten-metadata 2 120000 new')
})

describe('what has only moved', () => {
  const app = (directory: string, ...more: readonly Member[]): readonly MadeLayer[] => {
    const files = [file(`${directory}/a`, 500_000, 'a'), file(`${directory}/b`, 500_000, 'b')]
    return [by(`COPY a ${directory}`, ...files), by(`RUN chown -R 1000 ${directory}`, ...files, ...more)]
  }

  test('is no news', async () => {
    expect(await told(app('srv/app'), app('app'))).toEqual(['rewritten-metadata 1 1000000 known'])
  })

  test('does not hide what came beside it', async () => {
    const grown = [...app('srv/app'), by('COPY c /c', file('c', 90_000)), by('RUN rm /c', { name: '.wh.c' })]
    expect(await told(grown, app('app'))).toEqual(['hidden-files 2 90000 new', 'rewritten-metadata 1 1000000 known'])
  })

  test('is no news of bytecode, in which its path stands', async () => {
    const install = (directory: string): MadeLayer =>
      by(
        `RUN python3 -m venv ${directory}`,
        file(`${directory}/lib/python3.13/site-packages/a/a.py`, 10),
        file(`${directory}/lib/python3.13/site-packages/a/__pycache__/a.cpython-313.pyc`, 50_000, directory),
      )
    expect(await told([install('app/.venv')], [install('opt/venv')])).toEqual(['bytecode-cache 0 50000 known'])
  })
})

test('instructions that all begin alike are told apart by their heredocs', async () => {
  const both = [file('opt/a/x', 300_000, 'a'), file('opt/b/x', 300_000, 'b')]
  const heredoc = (script: string, at: number): MadeLayer => by(`RUN <<EOF\n${script}\nEOF`, ...both.slice(at, at + 1))
  const copied = by('COPY a b /opt/', ...both)
  expect(await told([copied, heredoc('chmod 700 /opt/b', 1)], [copied, heredoc('chown 1000 /opt/a', 0)])).toEqual([
    'rewritten-metadata 1 300000 new',
  ])
})

test('files with a new path of another directory and instruction are news, whatever went', async () => {
  const of = (text: string, directory: string): readonly MadeLayer[] => [
    FROM,
    by(text, file(`${directory}/.cache/pip/http-v2/a`, 90_000)),
  ]
  expect(await told(of('RUN pip install b', 'home/b'), of('RUN pip install a', 'root'))).toEqual([
    'package-cache 1 90000 new',
  ])
})

describe('what weighs nothing', () => {
  /** Which of the head's findings the base is said to have. */
  function known(head: readonly Found[], base: readonly Found[]): readonly boolean[] {
    const before = knownBefore(head, base)
    return head.map((one) => before.has(one))
  }

  const old: Found = {
    rule: 'secret-in-layer',
    subject: '/a',
    text: 'COPY a /',
    line: 3,
    advice: '',
    paths: [],
    bytes: 0,
  }

  test('is known where it is about the same, whatever brings it', () => {
    expect(known([{ ...old, text: 'COPY . /' }], [old])).toEqual([true])
    expect(known([{ ...old, subject: '/b' }], [old])).toEqual([false])
    expect(known([{ ...old, rule: 'sources' }], [old])).toEqual([false])
  })

  test('is known as often as it was there, those of the same instruction first', () => {
    expect(known([{ ...old, text: 'RUN b' }, old], [old])).toEqual([false, true])
    expect(known([old, { ...old }], [old])).toEqual([true, false])
  })
})
