import type { LayerView } from '../explain/file-system.js'
import { KIND } from '../layer/layer-files.js'
import { type PathId, type PathTable, ROOT } from '../layer/path-table.js'
import { atPlace } from './advice/bringer.js'
import { createHeaps, type Heap, type Reason } from './heaps.js'
import { copyingOf } from './advice/instruction-text.js'
import type { Ledger } from './ledger.js'
import type { Inside } from '../explain/inside.js'
import { isOwn } from './shown-files.js'
import type { Allows } from './rule-settings.js'

/** What lies in a repository and no program reads: names, with what `.dockerignore` is to say. */
const NEVER_READ: readonly (readonly [RegExp, string])[] = [
  [/^\.git$/, '.git'],
  [/^\.(?:hg|svn)$/, '.hg'],
  [/^\.(?:github|gitlab|circleci|vscode|idea|devcontainer)$/, '.github'],
  [/^(?:Docker|Container)file(?:\..+)?$|\.Dockerfile$/i, '*Dockerfile*'],
  [/^(?:docker-)?compose(?:\.[\w.-]+)?\.ya?ml$/, '*compose*.y*ml'],
  [/^(?:coverage|\.nyc_output|htmlcov)$/, 'coverage'],
  [
    /^\.(?:pytest_cache|mypy_cache|ruff_cache|tox|nox|gradle|turbo|parcel-cache|eslintcache|terraform|cache)$/,
    '.*_cache',
  ],
  [/^\.DS_Store$/, '.DS_Store'],
  [/\.log$/, '*.log'],
]

interface BloatReason extends Reason {
  readonly pattern: string
}

/**
 * What a COPY of whole directories brought from the build context that the image cannot need: what no program reads, and
 * what a later instruction writes anew, such as `node_modules` before `npm ci`.
 */
export function contextBloat({ layers, names: { paths } }: Inside, ledger: Ledger, allows: Allows): readonly Heap[] {
  const heaps = createHeaps<BloatReason>('context-bloat')
  for (const [layer, view] of layers.entries()) {
    if (!copiesTree(view)) continue
    const { files } = view.contents
    const top = topOf(view, paths)
    for (let entry = 0; entry < files.count; entry++) {
      const bytes = files.sizes[entry] ?? 0
      const path = files.paths[entry] ?? ROOT
      if (files.kinds[entry] !== KIND.file || bytes === 0) continue
      const found = view.hiddenBy[entry] === 0 ? neverRead(path, top, paths) : hiddenTree(path, top, paths)
      if (found === null || !allows('context-bloat', () => paths.path(path))) continue
      const { owner } = view.layer
      heaps.add(
        { subject: found.pattern, owner, pattern: found.pattern },
        { layer, entry, bytes },
        paths.path(found.path),
      )
    }
  }
  return heaps.finish(ledger, ({ pattern, owner }) => {
    const why =
      pattern === 'node_modules' || pattern === 'vendor'
        ? 'a later instruction makes it anew'
        : 'nothing in the image reads it'
    return `${atPlace(owner)} brings this from the build context, and ${why}. Add \`${pattern}\` to \`.dockerignore\`.`
  })
}

/** Whether the layer is that of a COPY or ADD from the build context of a directory: a file that is named is wanted. */
function copiesTree({ layer: { owner }, contents }: LayerView): boolean {
  if (!isOwn(owner) || !/^(?:COPY|ADD)\s/i.test(owner.text)) return false
  const copying = copyingOf(owner.text)
  return copying.from === null && contents.files.kinds.includes(KIND.directory)
}

/** The directory that all files of a layer lie in. */
function topOf({ contents: { files } }: LayerView, paths: PathTable): PathId {
  let top: PathId | null = null
  for (let entry = 0; entry < files.count; entry++) {
    if (files.kinds[entry] !== KIND.file) continue
    const parent = paths.parent(files.paths[entry] ?? ROOT)
    top = top === null ? parent : common(top, parent, paths)
  }
  return top ?? ROOT
}

/** A path has a greater number than its parent. */
function common(one: PathId, other: PathId, paths: PathTable): PathId {
  let [low, high] = [one, other]
  while (low !== high) {
    if (low > high) low = paths.parent(low)
    else high = paths.parent(high)
  }
  return low
}

interface Bloat {
  readonly pattern: string
  readonly path: PathId
}

function neverRead(file: PathId, top: PathId, paths: PathTable): Bloat | null {
  for (let path = file; path !== top && path !== ROOT; path = paths.parent(path)) {
    // Only at the top: what packages bring of the kind is theirs.
    if (paths.parent(path) !== top) continue
    const name = paths.name(path)
    const known = NEVER_READ.find(([pattern]) => pattern.test(name))
    return known === undefined
      ? null
      : { pattern: known[1].startsWith('.') && !known[1].includes('*') ? name : known[1], path }
  }
  return null
}

/** Of what is written anew only whole trees that tools make. */
function hiddenTree(file: PathId, top: PathId, paths: PathTable): Bloat | null {
  for (let path = file; path !== top && path !== ROOT; path = paths.parent(path)) {
    const name = paths.name(path)
    if (name === 'node_modules' || name === 'vendor') return { pattern: name, path }
  }
  return null
}
