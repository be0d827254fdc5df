import { describe, expect, it } from '@jest/globals'
import { spareOfPython } from '../../src/findings/development/python.js'
import { changed, recorded, recordsOf, type Tree, without } from './installed-tree.js'

const SITE = 'app/.venv/lib/python3.11/site-packages'
const UV = recorded('uv').files

function files(tree: Tree): readonly string[] {
  return spareOfPython(recordsOf(tree))
    .map(({ path }) => path)
    .sort()
}

/** Names and versions of the distributions that are listed. */
function spare(tree: Tree): readonly string[] {
  return files(tree).flatMap((path) => /([^/]*)\.dist-info\/METADATA$/.exec(path)?.[1] ?? [])
}

function moved(tree: Tree, from: string, to: string): Tree {
  return Object.fromEntries(Object.entries(tree).map(([path, content]) => [path.replace(from, to), content]))
}

/** A distribution of no files but one. */
function distribution(name: string, ...requirements: readonly string[]): Tree {
  const rows = requirements.map((one) => `Requires-Dist: ${one}\n`).join('')
  return {
    [`${SITE}/${name}-1.dist-info/METADATA`]: `Metadata-Version: 2.1\nName: ${name}\nVersion: 1\n${rows}`,
    [`${SITE}/${name}-1.dist-info/RECORD`]: `${name}/__init__.py,,\n`,
  }
}

const ALL = ['build-1.6.1', 'pluggy-1.7.0', 'pyproject_hooks-1.3.3']

describe.each(['uv', 'poetry', 'pipenv'])('what %s installed', (name) => {
  const { files: tree, removed = [] } = recorded(name)
  const lock = Object.keys(tree).find((path) => path.endsWith('.lock')) ?? ''

  it('is for development only, file by file, where it leaves that out of production', () => {
    expect(files(tree)).toEqual([...removed].sort())
    const all = spareOfPython(recordsOf(tree))
    expect(new Set(all.map(({ by }) => by))).toEqual(new Set([name]))
    const places = new Set(all.map(({ place }) => place.replace(`/${SITE}/`, '')))
    expect(places).toContain('pyproject_hooks')
    expect(places).toContain('/app/.venv/bin/pyproject-build')
    expect(spare(tree)).toEqual(ALL)
  })

  it('is not, where another version is installed', () => {
    const path = `${SITE}/build-1.6.1.dist-info/METADATA`
    // build is then nobody's of the lock file, and needs what it needs.
    expect(spare(changed(tree, path, 'Version: 1.6.1', 'Version: 1.6.2'))).toEqual(['pluggy-1.7.0'])
    expect(spare(changed(tree, path, 'Version: 1.6.1', 'Version: 01.6.1.0'))).toEqual(ALL)
  })

  it('is not, where something else that is installed requires it', () => {
    expect(spare({ ...tree, ...distribution('tool', 'Pyproject_Hooks (>=1)') })).toEqual([
      'build-1.6.1',
      'pluggy-1.7.0',
    ])
    expect(spare({ ...tree, ...distribution('tool', 'build ; python_version > "3"') })).toEqual(['pluggy-1.7.0'])
  })

  it('is not told where the lock file was not what was installed from', () => {
    const other = changed(
      changed(tree, `${SITE}/click-8.5.1.dist-info/METADATA`, 'Version: 8.5.1', 'Version: 8.5.0'),
      `${SITE}/packaging-26.3.dist-info/METADATA`,
      'Version: 26.3',
      'Version: 26.2',
    )
    const more = name === 'pipenv' ? without(other, `${SITE}/iniconfig-2.3.1.dist-info/METADATA`) : other
    const none = without(more, `${SITE}/h11-0.16.0.dist-info/METADATA`)
    expect(spare(without(none, `${SITE}/jmespath-1.1.0.dist-info/METADATA`))).toEqual([])
  })

  it('is not told without a lock file, or with two', () => {
    expect(files(without(tree, lock))).toEqual([])
    const { files: uv } = recorded(name === 'uv' ? 'poetry' : 'uv')
    const second = Object.entries(uv).find(([path]) => path.endsWith('.lock')) ?? ['', '']
    expect(files({ ...tree, [second[0]]: second[1] })).toEqual([])
  })

  it('is told in a directory elsewhere, where the image has no other lock file', () => {
    const global = moved(tree, 'app/.venv', 'usr/local')
    expect(spare(global)).toEqual(ALL)
    expect(files(global)).toContain('/usr/local/bin/pyproject-build')
    expect(files({ ...global, [lock.replace('app/', 'srv/')]: tree[lock] ?? '' })).toEqual([])
    // The one next above counts, whatever lies further up.
    expect(spare({ ...tree, [lock.replace('app/', '')]: tree[lock] ?? '' })).toEqual(ALL)
  })

  it('is not told of what has no RECORD', () => {
    expect(spare(without(tree, `${SITE}/build-1.6.1.dist-info/RECORD`))).toEqual(['pluggy-1.7.0'])
  })

  it('is not told where metadata of an older kind does not say what it requires', () => {
    expect(files({ ...tree, [`${SITE}/old-1.egg-info/PKG-INFO`]: 'Name: old\nVersion: 1\n' })).toEqual([])
    expect(files({ ...tree, 'usr/lib/python3/dist-packages/old-1.egg-info': 'Name: old\nVersion: 1\n' })).not.toEqual(
      [],
    )
  })
})

describe('an extra that may have been asked for', () => {
  it('brings what it names, where all of that is installed', () => {
    expect(spare({ ...UV, ...distribution('tool', 'pluggy; extra == "plugins"') })).not.toContain('pluggy-1.7.0')
    const both = distribution('tool', 'pluggy; extra == "plugins"', 'absent; extra == "plugins"')
    expect(spare({ ...UV, ...both })).toContain('pluggy-1.7.0')
    const elsewhere = distribution(
      'tool',
      'pluggy; extra == "plugins"',
      'absent; extra == "plugins" and os_name == "nt"',
    )
    expect(spare({ ...UV, ...elsewhere })).not.toContain('pluggy-1.7.0')
  })

  it('is none for working on a distribution, nor of one that the lock file has', () => {
    expect(spare({ ...UV, ...distribution('tool', "pluggy; extra == 'test'") })).toEqual(ALL)
    const path = `${SITE}/click-8.5.1.dist-info/METADATA`
    expect(spare(changed(UV, path, /$/, 'Requires-Dist: pluggy; extra == "plugins"\n'))).toEqual(ALL)
    expect(spare(changed(UV, path, /$/, 'Requires-Dist: pluggy\n'))).not.toContain('pluggy-1.7.0')
  })
})

describe('files', () => {
  const record = `${SITE}/pluggy-1.7.0.dist-info/RECORD`

  it('that another distribution has too are not listed', () => {
    const tree = changed(UV, record, /^/, 'click/__init__.py,,\npluggy/own.py,,\n')
    expect(files(tree)).toContain(`/${SITE}/pluggy/own.py`)
    expect(files(tree)).not.toContain(`/${SITE}/click/__init__.py`)
  })

  it.each(['/etc/passwd', '../../../../etc/passwd', 'a/../../x', '../../../x', '../../../../../../x'])(
    'outside the environment are not listed: %s',
    (path) => {
      expect(files(changed(UV, record, /^/, `${path},,\n`))).toEqual(files(UV))
    },
  )
})
