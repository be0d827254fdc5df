import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { file, type MadeLayer, told, wasteOfLayers } from './waste-images.js'

let directory: string
let library: Buffer

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'published-test-'))
  writeFileSync(join(directory, 'a.c'), `${Array.from({ length: 2000 }, (_, at) => `int a${at};`).join('')}\n`)
  execFileSync('gcc', ['-g', '-shared', '-o', 'a.so', 'a.c'], { cwd: directory })
  library = readFileSync(join(directory, 'a.so'))
})

afterAll(() => rmSync(directory, { recursive: true, force: true }))

async function rules(...layers: readonly MadeLayer[]): Promise<readonly string[]> {
  return told((await wasteOfLayers(layers)).found).map((one) => one.replace(/ .*/, ''))
}

describe('what was published so is left as it is', () => {
  const INSTALL = 'RUN apt-get update && apt-get install -y git'
  const twice = (...names: readonly string[]) => names.map((name) => file(name, 120_000, 'the same'))

  test('files that a package of a distribution has twice', async () => {
    const git = twice('usr/bin/git', 'usr/lib/git-core/git')
    expect(await rules({ by: INSTALL, files: git })).toEqual([])
    expect(await rules({ by: 'RUN make install', files: git })).toEqual(['duplicates'])
    // Whatever ran: a heredoc, a script, or a whole system that was copied.
    const status = { name: 'var/lib/dpkg/status', body: 'Package: git\nStatus: install ok installed\nVersion: 1\n\n' }
    expect(await rules({ by: 'RUN <<EOF', files: [...git, status] })).toEqual([])
    expect(await rules({ by: INSTALL, files: twice('usr/bin/git', 'usr/local/bin/git') })).toEqual(['duplicates'])
    const debconf = twice('var/cache/debconf/templates.dat', 'var/cache/debconf/templates.dat-old')
    expect(await rules({ by: INSTALL, files: debconf })).toEqual([])
  })

  test('a copy of what a distribution brought is none of its own', async () => {
    const [first, second] = twice('usr/bin/git', 'usr/bin/git-too')
    if (first === undefined || second === undefined) throw new Error('two files')
    const copied = { by: 'RUN cp /usr/bin/git /usr/bin/git-too', files: [second] }
    expect(await rules({ by: INSTALL, files: [first] }, copied)).toEqual(['duplicates'])
  })

  test('symbols in libraries of wheels', async () => {
    const at = (name: string, by: string): MadeLayer => ({ by, files: [{ name, body: library }] })
    const site = 'usr/local/lib/python3.12/site-packages'
    expect(await rules(at(`${site}/numpy.libs/a.so`, 'RUN pip install numpy'))).toEqual([])
    expect(await rules(at(`${site}/numpy/a.so`, 'COPY --from=build /usr/local /usr/local'))).toEqual([])
    expect(await rules(at(`${site}/numpy/a.so`, 'RUN pip install --no-binary :all: numpy'))).toEqual(['debug-info'])
    expect(await rules(at('usr/local/lib/a.so', 'RUN make install'))).toEqual(['debug-info'])
    expect(await rules(at('usr/lib/a.so', INSTALL))).toEqual([])
  })
})
