import { parentOf } from '../../posix-path.js'
import { tableRule, type ByDirectory, type ByName, type Row } from './directory-table.js'
import type { ImageFiles } from './file-kind.js'

/** `name.cpython-312.opt-1.pyc` (PEP 3147, PEP 488). */
const TAGGED = /^(.+?)\.(?:cpython|pypy|graalpy)-?\d.*\.py[co]$/

/** Where Python packages are installed. */
const LIBRARY = /^(?:.*?\/)(?:site-packages|dist-packages|(?:python|pypy)[\d.]*)(?=\/|$)/

const PROJECT = ['pyproject.toml', 'setup.py', 'requirements.txt', 'Pipfile', 'manage.py'] as const

const V8: readonly Row[] = [
  { at: 'node-compile-cache', name: 'Node.js’s compile cache' },
  { at: '/tmp/v8-compile-cache-*', name: 'V8’s compile cache' },
  { at: '.cache/v8-compile-cache', name: 'V8’s compile cache' },
]

/**
 * What interpreters make again from the source, only where the source is there. Node.js's caches are of use with the
 * source alone; below `~/.cache/node` lies Corepack, which is left alone.
 */
export function bytecodeCache(image: ImageFiles): ByDirectory {
  const v8 = tableRule('bytecode-cache', V8, image)
  return (directory) => v8(directory) ?? python(directory, image)
}

function python(directory: string, image: ImageFiles): ByName {
  const tagged = directory.endsWith('/__pycache__')
  const beside = tagged ? parentOf(directory) : directory
  let root: string | null = null
  return (name) => {
    if (!/\.py[co]$/.test(name)) return null
    const module = tagged ? TAGGED.exec(name)?.[1] : name.slice(0, -'.pyc'.length)
    if (module === undefined || !image.hasFile(`${beside}/${module}.py`)) return null
    root ??= LIBRARY.exec(beside)?.[0] ?? image.nearest(beside, PROJECT, true) ?? importedFrom(beside, image)
    return { rule: 'bytecode-cache', name: 'Python’s bytecode', root }
  }
}

/** The directory that the topmost package around is in. */
function importedFrom(directory: string, image: ImageFiles): string {
  return image.nearest(directory, ['__init__.py'], false) ?? ''
}
