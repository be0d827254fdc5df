import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { openLayerSizes } from '../../src/image/layer-sizes.js'

const ONE = `sha256:${'1'.repeat(64)}`
const TWO = `sha256:${'2'.repeat(64)}`

let directory: string

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'layer-sizes-'))
})

afterAll(() => rm(directory, { recursive: true, force: true }))

/** What was said of the file, and the sizes. */
async function open(file: string | null) {
  const troubles: string[] = []
  const sizes = await openLayerSizes(file, (line) => void troubles.push(line))
  return { sizes, troubles }
}

test('what one run learned the next one knows', async () => {
  const file = join(directory, 'not', 'there', 'sizes')
  const first = await open(file)
  await first.sizes.add(new Map([[ONE, 0]]))
  await first.sizes.add(new Map([[ONE, 0]]).set(TWO, 12))
  const next = await open(file)
  expect([next.sizes.get(ONE), next.sizes.get(TWO)]).toEqual([0, 12])
  expect(await readFile(file, 'utf8')).toBe(`${ONE} 0\n${TWO} 12\n`)
  expect([...first.troubles, ...next.troubles]).toEqual([])
})

test('a line that was cut off is no size', async () => {
  const file = join(directory, 'cut')
  await writeFile(file, `${ONE} 7\n${TWO} 1`)
  const { sizes } = await open(file)
  expect([sizes.get(ONE), sizes.get(TWO)]).toEqual([7, undefined])
})

test('a file that cannot be read or written costs no run: it is said once, and the run has the sizes', async () => {
  const file = join(directory, 'file')
  await writeFile(file, '')
  for (const none of [join(file, 'sizes'), directory]) {
    const { sizes, troubles } = await open(none)
    await sizes.add(new Map([[ONE, 1]]))
    await sizes.add(new Map([[TWO, 2]]))
    expect([sizes.get(ONE), sizes.get(TWO)]).toEqual([1, 2])
    expect(troubles).toEqual([expect.stringMatching(/not kept \(.*(ENOTDIR|EISDIR): /)])
  }
})

test('without a file nothing is kept', async () => {
  const { sizes, troubles } = await open(null)
  await sizes.add(new Map([[ONE, 1]]))
  expect(sizes.get(ONE)).toBe(1)
  expect(troubles).toEqual([])
})
