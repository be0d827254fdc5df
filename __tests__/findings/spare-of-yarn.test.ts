import { describe, expect, it } from '@jest/globals'
import { spareOfYarn } from '../../src/findings/development/yarn.js'
import { changed, inTree, recorded, recordsOf, type Tree, without } from './installed-tree.js'
import { timed } from '../packages/read.js'

const CLASSIC = recorded('yarn-classic')
const BERRY = recorded('yarn-berry')

/** Directories below the project. */
function spare(tree: Tree): readonly string[] {
  return spareOfYarn(recordsOf(tree), inTree(tree))
    .map(({ path }) => path.replace(/^\/app\//, ''))
    .sort()
}

/** Installed directories, with what is in them by its own manifest. */
function installed(tree: Tree): ReadonlyMap<string, string> {
  const manifests = Object.entries(tree).filter(([path]) => /\/node_modules\/.*\/package\.json$/.test(path))
  return new Map(
    manifests.map(([path, content]) => {
      const { name, version } = JSON.parse(content) as { readonly name: string; readonly version: string }
      return [path.replace(/^app\/|\/package\.json$/g, ''), `${name}@${version}`]
    }),
  )
}

describe.each([
  // react is only for development; but react-dom, which is not, has it for a peer.
  ['Yarn 1', CLASSIC, 'yarn', [] as readonly string[]],
  ['berry', BERRY, 'yarn-berry', ['node_modules/react']],
])('what %s installed', (_name, { files, kept = [] }, by, peers) => {
  it('is for development only where Yarn leaves it out of production', () => {
    const found = spare(files)
    const isFound = (path: string): boolean => found.some((one) => path === one || path.startsWith(`${one}/`))
    const all = [...installed(files)]
    const gone = all.filter(([path, id]) => !kept.includes(id) && !peers.includes(path)).map(([path]) => path)
    // What lies in one that is gone is gone as well, if it is elsewhere or not.
    const within = (path: string): boolean => gone.some((one) => path === one || path.startsWith(`${one}/`))
    expect(gone.length).toBeGreaterThan(14)
    expect(all.map(([path]) => path).filter(isFound)).toEqual(all.map(([path]) => path).filter(within))
    expect(new Set(spareOfYarn(recordsOf(files), inTree(files)).map((one) => one.by))).toEqual(new Set([by]))
  })

  it('counts one version and not another of the same name', () => {
    expect(installed(files).get('node_modules/signal-exit')).toBe('signal-exit@4.1.0')
    expect(spare(files)).toContain('node_modules/signal-exit')
    expect(spare(files)).not.toContain('packages/a/node_modules/signal-exit')
    expect(spare(files)).toContain('packages/a/node_modules/chalk')
  })

  it('is not, where it has another version than the lock file', () => {
    const path = 'app/node_modules/find-up/package.json'
    const found = spare(changed(files, path, /"version":"[^"]*"/, '"version":"5.0.1"'))
    expect(found).not.toContain('node_modules/find-up')
    // What it needs is then not for development alone either.
    expect(found).not.toContain('node_modules/locate-path')
    expect(found).toContain('node_modules/alias-wrap')
  })

  it.each([
    ['dependencies', '{"find-up":"*"}'],
    ['optionalDependencies', '{"find-up":"*"}'],
    ['peerDependencies', '{"find-up":"*"}'],
  ])(
    'is not, where an installed package of production needs it by its %s, whatever the lock file says',
    (key, value) => {
      const path = 'app/node_modules/escape-string-regexp/package.json'
      const found = spare(changed(files, path, /^\{/, `{"${key}":${value},`))
      for (const name of ['find-up', 'locate-path', 'p-locate', 'p-limit', 'yocto-queue']) {
        expect(spare(files)).toContain(`node_modules/${name}`)
        expect(found).not.toContain(`node_modules/${name}`)
      }
      expect(found).toContain('node_modules/alias-wrap')
    },
  )

  it('is not, where the project asks for it in production too, at whatever range', () => {
    const found = spare(changed(files, 'app/package.json', '"dependencies":{', '"dependencies":{"find-up":">=1",'))
    expect(found).not.toContain('node_modules/find-up')
    expect(found).not.toContain('node_modules/p-limit')
  })

  it('is not, where a manifest below that is of no workspace needs it', () => {
    const found = spare({ ...files, 'app/server/package.json': '{"dependencies":{"p-limit":"^3.0.0"}}' })
    expect(found).not.toContain('node_modules/p-limit')
    expect(found).not.toContain('node_modules/yocto-queue')
    expect(found).toContain('node_modules/find-up')
    expect(spare({ ...files, 'srv/package.json': '{"dependencies":{"p-limit":"^3.0.0"}}' })).toEqual(spare(files))
  })

  it.each(['.package-lock.json', '.modules.yaml', '.pnpm/lock.yaml'])(
    'is not told where another installer left node_modules/%s',
    (name) => {
      expect(spare({ ...files, [`app/node_modules/${name}`]: '{"packages":{}}' })).toEqual([])
    },
  )

  it.each(['package.json', 'yarn.lock', 'node_modules/.yarn-integrity node_modules/.yarn-state.yml'])(
    'is not told without %s',
    (names) => {
      expect(spare(without(files, ...names.split(' ').map((name) => `app/${name}`)))).toEqual([])
    },
  )

  it('is nothing of a project below with a lock file of its own', () => {
    const found = spare({ ...files, 'app/packages/a/yarn.lock': '' })
    expect(found).toEqual(spare(files).filter((path) => !path.startsWith('packages/a/')))
  })

  it('is told at the root of the image as well', () => {
    const moved = Object.fromEntries(Object.entries(files).map(([path, content]) => [path.slice(4), content]))
    expect(spare(moved)).toEqual(spare(files).map((path) => `/${path}`))
  })

  it('is nothing where a manifest asks for more than is read', () => {
    const many = Object.fromEntries(Array.from({ length: 10_001 }, (_, index) => [`p${index}`, '*']))
    expect(spare({ ...files, 'app/lib/package.json': JSON.stringify({ dependencies: many }) })).toEqual([])
  })
})

describe('a workspace', () => {
  it('of Yarn 1 tells nothing where one of its projects is missing', () => {
    expect(spare(without(CLASSIC.files, 'app/packages/b/package.json'))).toEqual([])
  })

  it('of berry has all that a missing project asks for in its lock file', () => {
    const found = spare(without(BERRY.files, 'app/packages/b/package.json'))
    expect(found).toEqual(spare(BERRY.files).filter((path) => path !== 'node_modules/signal-exit'))
  })

  it('that Yarn 1 was told to install for production has nothing for development', () => {
    const path = 'app/node_modules/.yarn-integrity'
    expect(spare(changed(CLASSIC.files, path, '"flags":[]', '"flags":["production"]'))).toEqual([])
  })
})

it('takes linear time', () => {
  const count = 20_000
  const packages = Array.from({ length: count }, (_, index) => index)
  const lock = packages.map((one) => `a@${one}:\n  version "${one}"\n  dependencies:\n    a none${one}\n`).join('\n')
  const chain = packages.map((one) => [
    `app/node_modules/p${one}/package.json`,
    JSON.stringify({ name: 'a', version: `${one}`, dependencies: { [`p${one + 1}`]: '*' } }),
  ])
  const tree: Tree = {
    'app/package.json': '{"devDependencies":{"a":"none"}}',
    'app/yarn.lock': `# yarn lockfile v1\n\n\n${lock}`,
    'app/node_modules/.yarn-integrity': '{"flags":[],"topLevelPatterns":[]}',
    ...(Object.fromEntries(chain) as Tree),
  }
  const records = recordsOf(tree)
  const has = (path: string): boolean => path in tree
  expect(timed(() => expect(spareOfYarn(records, has)).toHaveLength(count))).toBeLessThan(3000)
})
