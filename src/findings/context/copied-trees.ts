import type { LayerView } from '../../explain/file-system.js'
import type { Inside } from '../../explain/inside.js'
import { KIND, sizeOf } from '../../layer/layer-files.js'
import { isWithin, type PathId, type PathTable, ROOT } from '../../layer/path-table.js'
import { contextCopyOf } from './context-copy.js'
import { installsAll, usesEnvironment } from './installing.js'
import type { Ledger } from '../ledger.js'
import { isOwn } from '../shown-files.js'

/** A tree of installed packages that a COPY brought, and what the image has in its place. */
export interface CopiedTree {
  readonly root: PathId
  /** To end a sentence that says where it came from. */
  readonly why: string
}

/** The trees of installed packages among what one layer's COPY brought. */
export interface CopiedTrees {
  /** The tree that an entry lies in, where the image can do without it; null: none. */
  treeOf(entry: number, isShown: boolean): CopiedTree | null
  /** Bytes of a lower layer's file, counted already, that the entry hides: with the entry gone it would be needed. */
  replaced(entry: number, ledger: Ledger): number
}

/** What installers write into `node_modules`: whoever has it there has installed on the machine that builds. */
const INSTALLED = /^(?:\.package-lock\.json|\.yarn-integrity|\.yarn-state\.yml|\.modules\.yaml)$/

const NODE_MODULES = 'node_modules'
const VENDOR = 'vendor'
/** Python's mark of a virtual environment (PEP 405). */
const VIRTUAL = 'pyvenv.cfg'

const LATER = 'a later instruction makes it anew'
const EARLIER = 'an earlier instruction makes it'
const ELSEWHERE = 'what the image runs has its packages elsewhere'

/** In `within`: below the top, and in no tree. */
const NO_TREE = 0xffffffff

/** Another layer that has files in a tree. */
interface Other {
  readonly layer: number
  readonly view: LayerView
  /** It has a virtual environment's mark there. */
  hasMark: boolean
}

/**
 * Looks for `node_modules`, `vendor` and virtual environments in the layer of a COPY from the build context, whose files all
 * lie below `top`. That the image can do without one tells another instruction that installs the same; a later `npm
 * install` that finds them complete needs them, and would else write as many bytes itself.
 */
export function copiedTrees(image: Inside, layer: number, top: PathId): CopiedTrees {
  const { layers, names } = image
  const { paths } = names
  const view = layers[layer]
  const environments = view === undefined ? new Set<PathId>() : environmentsIn(view, paths)
  const within = treesBelow(top, environments, paths)
  const treeAt = (one: LayerView | undefined, entry: number): PathId =>
    within[one?.contents.files.paths[entry] ?? ROOT] ?? ROOT
  const isTree = (root: PathId): boolean => root !== ROOT && root !== NO_TREE
  const brought = view?.contents.files.paths.some((_, entry) => isTree(treeAt(view, entry))) === true
  const others = brought ? othersIn(image, layer, (one, entry) => treeAt(one, entry)) : new Map<PathId, Other[]>()
  const wasInstalled = view !== undefined && hasName(view, paths, (name) => INSTALLED.test(name))
  const shown = new Map<PathId, CopiedTree | null>()
  let lower: ReadonlyMap<PathId, readonly [layer: number, entry: number]> | undefined
  let sites: readonly PathId[] | undefined

  function makersOf(root: PathId): readonly Other[] {
    const kind = environments.has(root) ? 'venv' : paths.name(root) === VENDOR ? 'vendor' : 'node'
    return (others.get(root) ?? []).filter(
      ({ view: { layer: made }, hasMark }) => (kind !== 'venv' || hasMark) && installsAll(made.owner.commands, kind),
    )
  }

  function shownTree(root: PathId): CopiedTree | null {
    const makers = makersOf(root)
    const isEnvironment = environments.has(root)
    if (!isEnvironment && (paths.name(root) === VENDOR || !wasInstalled)) return null
    if (makers.some((maker) => maker.layer < layer)) return { root, why: EARLIER }
    const isCopied = makers.some(({ view: { layer: made } }) => /^COPY\s/i.test(made.owner.text))
    if (isCopied) return { root, why: LATER }
    if (!isEnvironment || !isIdle(root, image, layer)) return null
    sites ??= sitesIn(image)
    return sites.some((site) => !isWithin(site, root, paths)) ? { root, why: ELSEWHERE } : null
  }

  return {
    treeOf(entry, isShown) {
      const root = treeAt(view, entry)
      if (!isTree(root)) return null
      if (!isShown) {
        const by = view?.hiddenBy[entry] ?? 0
        const isMade = makersOf(root).some((maker) => maker.layer > layer && maker.layer < by)
        return isMade ? { root, why: LATER } : null
      }
      let tree = shown.get(root)
      if (tree === undefined) shown.set(root, (tree = shownTree(root)))
      return tree
    },
    replaced(entry, ledger) {
      lower ??= hiddenFiles(image, layer)
      const [below, file] = lower.get(view?.contents.files.paths[entry] ?? ROOT) ?? [0, -1]
      const files = layers[below]?.contents.files
      return files === undefined || file < 0 || !ledger.isCounted(below, file) ? 0 : sizeOf(files, file)
    },
  }
}

function environmentsIn(view: LayerView, paths: PathTable): ReadonlySet<PathId> {
  const found = new Set<PathId>()
  const { files } = view.contents
  for (let entry = 0; entry < files.count; entry++) {
    const path = files.paths[entry] ?? ROOT
    if (files.kinds[entry] === KIND.file && isNamed(path, VIRTUAL, paths)) found.add(paths.parent(path))
  }
  return found
}

/** Of each path the outermost tree below `top` that it is or lies in; {@link NO_TREE}, or ROOT where it is not below. */
function treesBelow(top: PathId, environments: ReadonlySet<PathId>, paths: PathTable): Uint32Array {
  const within = new Uint32Array(paths.count)
  const isTree = (path: PathId): boolean =>
    isNamed(path, NODE_MODULES, paths) || isNamed(path, VENDOR, paths) || environments.has(path)
  // A path has a greater number than its parent.
  for (let path = 1; path < within.length; path++) {
    const parent = paths.parent(path)
    const above = parent === top ? NO_TREE : (within[parent] ?? ROOT)
    within[path] = above === NO_TREE && isTree(path) ? path : above
  }
  return within
}

function isNamed(path: PathId, name: string, paths: PathTable): boolean {
  return paths.nameLength(path) === name.length && paths.name(path) === name
}

function hasName({ contents: { files } }: LayerView, paths: PathTable, is: (name: string) => boolean): boolean {
  return files.paths.some((path) => isNamed(paths.parent(path), NODE_MODULES, paths) && is(paths.name(path)))
}

/** By tree, the image's own layers that do not come of the build context and have files there. */
function othersIn(
  { layers, names: { paths } }: Inside,
  layer: number,
  treeAt: (view: LayerView, entry: number) => PathId,
): ReadonlyMap<PathId, Other[]> {
  const others = new Map<PathId, Other[]>()
  for (const [index, view] of layers.entries()) {
    const { owner } = view.layer
    if (index === layer || !isOwn(owner) || contextCopyOf(owner) !== null) continue
    const { files } = view.contents
    const ofLayer = new Map<PathId, Other>()
    for (let entry = 0; entry < files.count; entry++) {
      if (files.kinds[entry] !== KIND.file) continue
      const root = treeAt(view, entry)
      if (root === ROOT || root === NO_TREE) continue
      let other = ofLayer.get(root)
      if (other === undefined) ofLayer.set(root, (other = { layer: index, view, hasMark: false }))
      const path = files.paths[entry] ?? ROOT
      if (paths.parent(path) === root && isNamed(path, VIRTUAL, paths)) other.hasMark = true
    }
    for (const [root, other] of ofLayer) others.set(root, [...(others.get(root) ?? []), other])
  }
  return others
}

/** Files that the layer hides in the image's own layers below, by their paths. */
function hiddenFiles({ layers }: Inside, layer: number): ReadonlyMap<PathId, readonly [number, number]> {
  const hidden = new Map<PathId, readonly [number, number]>()
  for (const [
    below,
    {
      layer: { owner },
      contents,
      hiddenBy,
    },
  ] of layers.slice(0, layer).entries()) {
    if (!isOwn(owner)) continue
    hiddenBy.forEach((by, entry) => {
      if (by === layer + 1 && contents.files.kinds[entry] === KIND.file) {
        hidden.set(contents.files.paths[entry] ?? ROOT, [below, entry])
      }
    })
  }
  return hidden
}

/** Whether a virtual environment is left alone by all that runs: nothing names it, or looks for one. */
function isIdle(root: PathId, { layers, names: { paths }, measurement }: Inside, layer: number): boolean {
  const { command, environment } = measurement
  const later = layers.slice(layer + 1).flatMap(({ layer: { owner } }) => (isOwn(owner) ? [owner.commands] : []))
  return !usesEnvironment(paths.name(root), command ?? '', [...(environment ?? []), ...later])
}

/** Where an instruction installed Python packages. */
function sitesIn({ layers, names: { paths } }: Inside): readonly PathId[] {
  const within = new Uint32Array(paths.count)
  // A path has a greater number than its parent.
  for (let path = 1; path < within.length; path++) {
    const isSite = isNamed(path, 'site-packages', paths) || isNamed(path, 'dist-packages', paths)
    within[path] = isSite ? path : (within[paths.parent(path)] ?? ROOT)
  }
  const sites = new Set<PathId>()
  for (const { layer, contents } of layers) {
    if (!isOwn(layer.owner) || contextCopyOf(layer.owner) !== null) continue
    const { files } = contents
    for (let entry = 0; entry < files.count; entry++) {
      if (files.kinds[entry] === KIND.file) sites.add(within[files.paths[entry] ?? ROOT] ?? ROOT)
    }
  }
  sites.delete(ROOT)
  return [...sites]
}
