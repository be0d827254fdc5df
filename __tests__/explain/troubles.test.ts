import { expect, test } from '@jest/globals'
import { troubleNotes } from '../../src/explain/troubles.js'
import type { Contents, Measured, Measurement } from '../../src/image/measurement.js'
import { createFileNames } from '../../src/layer/layer-files.js'
import { type LayerContents, readLayer } from '../../src/layer/read-layer.js'
import { layer, measurement } from '../compare/measurements.js'
import { archiveOf, blobOf } from '../layer/tar-writer.js'

const names = createFileNames()
const holding = async (name: string): Promise<LayerContents> =>
  (await readLayer(blobOf(archiveOf([{ name, body: 'no database' }])), names)).contents
const [DEB, APK] = ['var/lib/dpkg/status', 'lib/apk/db/installed']
const LAYERS = new Map([
  ['deb', await holding(DEB)],
  ['deb, another', await holding(DEB)],
  ['apk', await holding(APK)],
  ['whole', await holding('etc/motd')],
])
const contents: Contents = { names, of: (diffId) => LAYERS.get(diffId) }

const image = (of: string, diffIds: readonly string[], more: Partial<Measurement> = {}): Measurement =>
  measurement({ image: of, layers: diffIds.map((diffId) => layer({ diffId })), ...more })
const notes = (sides: Pick<Measured, 'head' | 'base'>): readonly string[] =>
  troubleNotes({ ...sides, notes: [], contents }, 'at the base')

const NO_DEB = expect.stringMatching(/^packages could not be read: .*dpkg\/status/)
const APK_TEXT = /packages could not be read: .*apk\/db\/installed/.source

test('of one image each trouble is told once, and the base named where it alone has it', () => {
  expect(notes({ head: [image('api', ['whole'])], base: [image('api', ['whole'])] })).toEqual([])
  expect(notes({ head: [image('api', ['deb', 'whole'])], base: [image('api', ['whole'])] })).toEqual([NO_DEB])
  expect(notes({ head: [image('api', ['deb', 'whole'])], base: [image('api', ['deb', 'apk'])] })).toEqual([
    NO_DEB,
    expect.stringMatching(`^at the base: ${APK_TEXT}`),
  ])
  expect(notes({ head: [image('api', ['deb'])], base: [image('api', ['deb, another'])] })).toEqual([NO_DEB])
})

test('of several images each note names those that it is of', () => {
  const base = [image('api', ['deb']), image('web', ['deb', 'apk']), image('old', ['apk'])]
  expect(notes({ head: [image('api', ['deb']), image('web', ['deb'])], base })).toEqual([
    expect.stringMatching(/^api, web: packages could not be read: .*status/),
    expect.stringMatching(`^web, old, at the base: ${APK_TEXT}`),
  ])
  const many = Array.from({ length: 9 }, (_, index) => image(`i${index}`, ['apk']))
  expect(notes({ head: many, base: [] })).toEqual([expect.stringMatching(/^i0, i1, i2, i3 and 5 more: packages/)])
})

test('an image that ships several targets is named with the target', () => {
  const head = [image('api', ['deb'], { target: 'one' }), image('api', ['whole'], { target: 'two' })]
  expect(notes({ head, base: [] })).toEqual([expect.stringMatching(/^api\/one: packages/)])
  // Two targets that are compared are one on each side.
  const sides = { head: [image('api', ['whole'], { target: 'one' })], base: [image('api', ['deb'], { target: 'two' })] }
  expect(notes(sides)).toEqual([expect.stringMatching(/^at the base: packages/)])
})

test('stages on the way are no images', () => {
  const stage = image('other', ['apk'], { target: 'build', shipped: false })
  expect(notes({ head: [stage, image('api', ['deb'])], base: [] })).toEqual([NO_DEB])
})
