import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import type { PathChange } from '../../src/explain/paths.js'
import type { Member } from '../layer/tar-writer.js'
import { compareImages, type Image } from './images.js'
import { ReferenceFileSystem } from './reference.js'

/** One thing that happens to a path in a layer. */
interface Edit {
  readonly does: 'file' | 'directory' | 'symlink' | 'link' | 'delete' | 'opaque'
  readonly path: readonly string[]
  readonly bytes: number
  readonly target: readonly string[]
}

const path = fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { minLength: 1, maxLength: 4 })

function edit(bytes: fc.Arbitrary<number>): fc.Arbitrary<Edit> {
  return fc.record({
    does: fc.constantFrom('file', 'file', 'file', 'directory', 'symlink', 'link', 'delete', 'opaque'),
    path,
    bytes,
    target: path,
  })
}

const upTo = (largest: number): fc.Arbitrary<number> => fc.integer({ min: 0, max: largest })

/** An archive as engines write it: what a member is in comes before it, and hard links lead to files of the same layer. */
function layerOf(all: readonly Edit[]): readonly Member[] {
  const members: Member[] = []
  const files = new Set<string>()
  for (const { does, path: parts, bytes, target } of all) {
    const name = parts.join('/')
    for (let depth = 1; depth < parts.length; depth++) {
      const above = parts.slice(0, depth).join('/')
      members.push({ name: above, type: '5' })
      forget(files, above, false)
    }
    if (does === 'delete' || does === 'opaque') {
      if (does === 'opaque') members.push({ name, type: '5' })
      if (does === 'opaque') forget(files, name, false)
      const last = parts.at(-1) ?? ''
      const directory = name.slice(0, name.length - last.length)
      members.push({ name: does === 'delete' ? `${directory}.wh.${last}` : `${name}/.wh..wh..opq` })
      continue
    }
    if (does === 'link') {
      // Also to one that lies in what the link then takes the place of, or at its own path.
      const isThere = files.has(target.join('/')) && !`${target.join('/')}/`.startsWith(`${name}/`)
      if (!isThere) continue
      forget(files, name, true)
      members.push({ name, type: '1', target: target.join('/') })
      files.add(name)
      continue
    }
    forget(files, name, does !== 'directory')
    if (does === 'directory') members.push({ name, type: '5' })
    else if (does === 'symlink') members.push({ name, type: '2', target: target.join('/') })
    else {
      members.push({ name, body: Buffer.alloc(bytes, bytes) })
      files.add(name)
    }
  }
  return members
}

/** What the path, now another thing, was before; with all below it. */
function forget(files: Set<string>, path: string, below: boolean): void {
  files.delete(path)
  if (below) for (const file of files) if (file.startsWith(`${path}/`)) files.delete(file)
}

function sides(bytes: fc.Arbitrary<number>): fc.Arbitrary<{ readonly head: Image; readonly base: Image }> {
  const layers = (most: number): fc.Arbitrary<Image> =>
    fc.array(fc.array(edit(bytes), { maxLength: 14 }).map(layerOf), { minLength: 1, maxLength: most })
  // Most images that are compared have layers in common.
  return fc.tuple(layers(3), layers(2), layers(2), fc.boolean()).map(([common, more, others, isShared]) => ({
    head: isShared ? [...common, ...more] : more,
    base: isShared ? [...common, ...others] : others,
  }))
}

function finished(image: Image): ReferenceFileSystem {
  const system = new ReferenceFileSystem()
  for (const members of image) system.apply(members)
  return system
}

const total = (system: ReferenceFileSystem): number =>
  [...system.files().values()].reduce((sum, bytes) => sum + bytes, 0)

/** Bytes below a row's path that no row below it has. */
function within(row: PathChange, rows: readonly PathChange[], system: ReferenceFileSystem): number {
  const below = (path: string, top: string): boolean => top === '/' || path === top || path.startsWith(`${top}/`)
  const nested = rows.filter((other) => other !== row && below(other.path, row.path))
  return [...system.files()]
    .filter(([path]) => below(path, row.path) && !nested.some((other) => below(path, other.path)))
    .reduce((sum, [, bytes]) => sum + bytes, 0)
}

test('rows add up to the change, each of them is right, and what is hidden is what layers have too much', async () => {
  await fc.assert(
    fc.asyncProperty(sides(upTo(900)), async ({ head, base }) => {
      const { changes, inside, bytes } = await compareImages(head, base)
      const model = { head: finished(head), base: finished(base) }
      expect([changes.head, changes.base]).toEqual([total(model.head), total(model.base)])
      for (const side of ['head', 'base'] as const) {
        const hidden = inside[side].layers.reduce(
          (sum, { contents, hiddenBy }) =>
            contents.files.sizes32.reduce((own, size, entry) => own + (hiddenBy[entry] === 0 ? 0 : size), sum),
          0,
        )
        expect(hidden).toBe(bytes[side] - total(model[side]))
        for (const row of changes.rows) {
          expect(row[side]).toBe(model[side].has(row.path) ? within(row, changes.rows, model[side]) : null)
        }
      }
      expect(changes.rows.reduce((sum, { change }) => sum + change, 0)).toBe(total(model.head) - total(model.base))
      expect(changes.rows.length).toBeLessThanOrEqual(10)
      expect(new Set(changes.rows.map((row) => row.path)).size).toBe(changes.rows.length)
    }),
    { numRuns: 400 },
  )
})

test('with files large enough to be told as moved the sums stay right', async () => {
  await fc.assert(
    fc.asyncProperty(sides(upTo(40_000)), async ({ head, base }) => {
      const { changes } = await compareImages(head, base)
      const model = { head: finished(head), base: finished(base) }
      expect([changes.head, changes.base]).toEqual([total(model.head), total(model.base)])
      expect(changes.rows.reduce((sum, { change }) => sum + change, 0)).toBe(total(model.head) - total(model.base))
      expect(changes.rows.filter(({ from }) => from === null).length).toBeLessThanOrEqual(10)
      for (const row of changes.rows) {
        // All of it has moved, or has another owner.
        if (row.from !== null) expect(row.head).toBe(within(row, [], model.head))
        expect([row.head === null, row.base === null]).toEqual(
          row.from === null
            ? [!model.head.has(row.path), !model.base.has(row.path)]
            : [!model.head.has(row.path), !model.base.has(row.from)],
        )
      }
    }),
    { numRuns: 200 },
  )
})

// Of two sizes, so that much weighs the same and has the same content.
test('rows are the same, and in the same order, whichever paths were named before', async () => {
  const named = fc.array(
    path.map((parts) => parts.join('/')),
    { maxLength: 30 },
  )
  await fc.assert(
    fc.asyncProperty(sides(fc.constantFrom(20_000, 40_000)), named, async ({ head, base }, known) => {
      const { changes } = await compareImages(head, base)
      expect((await compareImages(head, base, known)).changes).toEqual(changes)
    }),
    { numRuns: 300 },
  )
})
