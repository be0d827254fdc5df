import { randomBytes } from 'node:crypto'
import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { packageChanges } from '../../src/explain/packages.js'
import type { Member } from '../layer/tar-writer.js'
import { compareImages, type Image } from './images.js'

const STATUS = 'var/lib/dpkg/status'

/** dpkg's database with these packages, `name version` each. */
function debian(...packages: readonly string[]): Member {
  const stanza = (one: string): string => {
    const [name, version] = one.split(' ')
    return `Package: ${name}\nStatus: install ok installed\nVersion: ${version}\nInstalled-Size: 2\n\n`
  }
  return { name: STATUS, body: packages.map(stanza).join('') }
}

function python(name: string, version: string, site = 'site'): Member {
  return { name: `${site}/${name}-${version}.dist-info/METADATA`, body: `Name: ${name}\nVersion: ${version}\n` }
}

/** The same file as nobody can read it. */
function damaged({ name }: Member): Member {
  return { name, body: randomBytes(3000) }
}

/** `name base head` of each change. */
async function changes(head: Image, base: Image): Promise<readonly string[]> {
  const { inside } = await compareImages(head, base)
  return (packageChanges(inside) ?? []).map((one) => `${one.name} ${one.base} ${one.head}`).toSorted()
}

describe('where all can be read', () => {
  test('packages are new, gone and of another version', async () => {
    expect(await changes([[debian('a 1', 'b 2', 'd 1')]], [[debian('a 1', 'b 1', 'c 1')]])).toEqual([
      'b 1 2',
      'c 1 null',
      'd null 1',
    ])
  })

  test('what the finished image does not show is no trouble', async () => {
    const [broken, whole] = [[damaged(debian())], [debian('a 1')]]
    expect(await changes([broken, whole], [[debian('a 1', 'b 1')]])).toEqual(['b 1 null'])
    const removed = [{ name: 'var/lib/dpkg/.wh.status' }]
    expect(await changes([broken, removed], [whole])).toEqual(['a 1 null'])
  })
})

describe('a database that cannot be read', () => {
  const whole = [debian('a 1', 'b 1')]
  const broken = [damaged(debian())]

  test('of the head: none of its packages is gone', async () => {
    expect(await changes([whole, broken], [whole])).toEqual([])
  })

  test('of the base: none of its packages is new', async () => {
    expect(await changes([whole], [broken])).toEqual([])
  })

  test('of both', async () => {
    expect(await changes([[damaged(debian())]], [[damaged(debian())]])).toEqual([])
  })

  test('says nothing against packages of other kinds', async () => {
    const head = [[...broken, python('x', '2')]]
    expect(await changes(head, [[...whole, python('x', '1'), python('y', '1')]])).toEqual(['x 1 2', 'y 1 null'])
  })

  test('nor against those of another file, where they are of both sides', async () => {
    const stanza = (name: string, version: string): Member => ({
      ...debian(`${name} ${version}`),
      name: `${STATUS}.d/x`,
    })
    expect(await changes([[...broken, stanza('x', '2')]], [[...whole, stanza('x', '1')]])).toEqual(['x 1 2'])
    // Which of both became 2, and whether the other is gone, only the broken one tells.
    expect(await changes([[...broken, stanza('a', '2')]], [[...whole, stanza('a', '1.5')]])).toEqual([])
  })
})

describe('a file of one package that cannot be read', () => {
  test('of the head: what may have been in it is not gone, and what is new is told', async () => {
    const head = [[damaged(python('x', '2')), python('y', '2'), python('new', '1')]]
    const base = [[python('x', '1'), python('y', '1'), python('z', '1')]]
    expect(await changes(head, base)).toEqual(['new null 1', 'y 1 2'])
  })

  test('of the base: what may have been in it is not new, and what is gone is told', async () => {
    const head = [[python('x', '2'), python('y', '2'), python('z', '1')]]
    const base = [[damaged(python('x', '1')), python('y', '1'), python('old', '1')]]
    expect(await changes(head, base)).toEqual(['old 1 null', 'y 1 2'])
  })

  test('of several versions nobody knows which went', async () => {
    const base = [[python('x', '1', 'one'), python('x', '2', 'two')]]
    expect(await changes([[damaged(python('x', '1', 'other')), python('x', '3', 'two')]], base)).toEqual([])
    // What was at the place of the broken one did not become what is elsewhere.
    expect(
      await changes([[damaged(python('x', '1', 'one')), python('x', '3', 'new')]], [[python('x', '1', 'one')]]),
    ).toEqual([])
  })

  test('of a layer that both sides share hides nothing', async () => {
    const shared = [damaged(python('x', '1'))]
    expect(await changes([shared, [python('new', '1')]], [shared, [python('old', '1')]])).toEqual([
      'new null 1',
      'old 1 null',
    ])
    // It is the head's own where the head wrote it anew.
    expect(await changes([shared, [damaged(python('x', '1'))]], [shared, [python('old', '1')]])).toEqual([])
  })

  test('that was too large, or is stored with holes', async () => {
    const base = [[python('x', '1')]]
    const { name } = python('x', '1')
    expect(await changes([[{ name, body: 'a'.repeat(5 * 2 ** 20) }]], base)).toEqual([])
    const pax = { 'GNU.sparse.major': '0', 'GNU.sparse.minor': '1', 'GNU.sparse.size': '10', 'GNU.sparse.map': '0,1' }
    expect(await changes([[{ name, body: 'a', pax }]], base)).toEqual([])
    expect(await changes([[{ name, body: 'Name: x\nVersion: 2\n' }]], base)).toEqual(['x 1 2'])
  })
})

test('no change is told that is none, whatever could not be read', async () => {
  const place = fc.record({
    name: fc.constantFrom('x', 'y'),
    version: fc.constantFrom('1', '2'),
    site: fc.constantFrom('one', 'two'),
    isBroken: fc.boolean(),
  })
  const image = fc.array(place, { maxLength: 5 })
  const members = (
    all: readonly (typeof place extends fc.Arbitrary<infer T> ? T : never)[],
    isTrue: boolean,
  ): Image => {
    const files = all.map((one) => {
      const file = python(one.name, one.version, one.site)
      return one.isBroken && !isTrue ? damaged(file) : file
    })
    return [[...new Map(files.map((file) => [file.name, file])).values()]]
  }
  await fc.assert(
    fc.asyncProperty(image, image, async (head, base) => {
      const told = await changes(members(head, false), members(base, false))
      const versions = (side: typeof head, name: string): ReadonlySet<string> =>
        new Set(side.flatMap((one) => (one.name === name ? [one.version] : [])))
      for (const [name = '', before = '', now = ''] of told.map((one) => one.split(' '))) {
        // What is new is in the head and not in the base, as if all of it had been read; and the other way round.
        if (before === 'null')
          expect([versions(head, name).has(now), versions(base, name).has(now)]).toEqual([true, false])
        if (now === 'null')
          expect([versions(base, name).has(before), versions(head, name).has(before)]).toEqual([true, false])
      }
    }),
    { numRuns: 200 },
  )
})
