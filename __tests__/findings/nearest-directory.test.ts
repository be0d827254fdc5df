import { describe, expect, test } from '@jest/globals'
import { createNearest } from '../../src/findings/nearest-directory.js'
import { PRESENT } from '../../src/explain/path-sizes.js'
import { createFileNames, type FileNames } from '../../src/layer/layer-files.js'
import type { Inside } from '../../src/explain/inside.js'

type Shown = Pick<Inside, 'shown' | 'names'>

/** An image of these files, and how many entries of directories were looked up in it. */
function imageOf(files: readonly string[]): Shown & { lookups: () => number } {
  const { paths, ...others } = createFileNames()
  const ids = files.map((file) => paths.intern(file))
  const present = new Uint8Array(paths.count)
  for (const id of ids) present[id] = PRESENT.file
  let lookups = 0
  const counting: FileNames['paths'] = {
    ...paths,
    known(parent, name) {
      lookups++
      return paths.known(parent, name)
    },
  }
  return { shown: { present } as Inside['shown'], names: { ...others, paths: counting }, lookups: () => lookups }
}

describe('the nearest directory', () => {
  const nearest = createNearest(imageOf(['a/go.mod', 'a/b/c/x', 'p/__init__.py', 'p/q/__init__.py', 'caf\xe9/d/x']))

  test('with a file, or without', () => {
    expect(nearest('/a/b/c', ['go.mod'], true)).toBe('/a')
    expect(nearest('/a', ['go.sum', 'go.mod'], true)).toBe('/a')
    expect(nearest('/p/q', ['go.mod'], true)).toBeNull()
    expect(nearest('/p/q', ['__init__.py'], false)).toBe('')
    expect(nearest('/a/b', ['__init__.py'], false)).toBe('/a/b')
    expect(nearest('', ['x'], true)).toBeNull()
    expect(nearest('/a/b/c', ['b/c/y', 'c/x'], true)).toBe('/a/b')
  })

  test('above one that cannot be found', () => {
    expect(nearest('/a/nothing/here', ['go.mod'], true)).toBe('/a')
    expect(nearest('/caf\\xe9/d', ['x'], true)).toBeNull()
  })

  test.each([
    ['in a chain', (at: number) => '/d'.repeat(at + 1)],
    ['side by side, far down', (at: number) => `${'/d'.repeat(1000)}/${at}`],
  ])('of 1,000 %s is looked for once in each', (_, pathOf) => {
    const directories = Array.from({ length: 1000 }, (_each, at) => pathOf(at))
    const image = imageOf(directories.map((directory) => `${directory}/f`))
    const find = createNearest(image)
    for (const directory of directories) {
      expect(find(directory, ['go.mod', 'go.sum'], true)).toBeNull()
      expect(find(directory, ['go.mod', 'go.sum'], true)).toBeNull()
    }
    expect(image.lookups()).toBeLessThanOrEqual(2 * 2001)
  })
})
