import { type LayerView, otherPaths, shownPath } from '../explain/file-system.js'
import type { Inside } from '../explain/inside.js'
import { KIND, sizeOf } from '../layer/layer-files.js'
import { isWithin, type PathId, type PathTable, ROOT } from '../layer/path-table.js'
import { atPlace } from './advice/bringer.js'
import { quote } from './advice/instruction-text.js'
import { mayReadGit } from './advice/reads-git.js'
import { type ContextCopy, contextCopyOf } from './context/context-copy.js'
import { type CopiedTree, copiedTrees } from './context/copied-trees.js'
import { mentions } from './context/installing.js'
import { createHeaps, type Heap, type Reason } from './heaps.js'
import { isProject } from './kinds/application.js'
import type { Ledger } from './ledger.js'
import type { Search } from './search.js'
import { type LayerFile, runsOf, saidOfAll } from './shown-files.js'

/** What lies in a repository and no program reads. */
interface NeverRead {
  readonly name: RegExp
  /** What `.dockerignore` is to say; the name itself where it is left out. */
  readonly ignore?: string
  /** In a directory that somebody chose to copy it may be what the program works on. */
  readonly mayBeData?: true
  /** One of these has to be in it. */
  readonly with?: readonly string[]
}

/** Not documentation: a program may serve it, and pyproject.toml and gemspecs name a README without which nothing is built. */
const NEVER_READ: readonly NeverRead[] = [
  { name: /^\.(?:git|hg|svn)$/ },
  { name: /^\.(?:github|gitlab|circleci|vscode|idea|devcontainer)$/ },
  { name: /^Dockerfile(?:\..+)?$|\.Dockerfile$/i, ignore: '*Dockerfile*', mayBeData: true },
  { name: /^Containerfile(?:\..+)?$/i, ignore: '*Containerfile*', mayBeData: true },
  { name: /^(?:docker-)?compose(?:\.[\w.-]+)?\.ya?ml$/, ignore: '*compose*.y*ml', mayBeData: true },
  {
    name: /^(?:coverage|\.nyc_output|htmlcov)$/,
    // A package may be called so.
    with: [
      ...['index.html', 'lcov.info', 'lcov-report', 'coverage-final.json', 'coverage-summary.json', 'clover.xml'],
      ...['coverage.xml', 'cobertura-coverage.xml', '.resultset.json', '.last_run.json', 'processinfo'],
    ],
  },
  {
    name: /^\.(?:pytest_cache|mypy_cache|ruff_cache|tox|nox|gradle|turbo|parcel-cache|eslintcache|terraform|cache)$/,
  },
  { name: /^\.DS_Store$/ },
  { name: /\.log$/, ignore: '*.log', mayBeData: true },
]

interface BloatReason extends Reason {
  readonly pattern: string
  readonly why: string
}

/**
 * What a COPY of whole directories brought from the build context that the image cannot need: what no program reads, and
 * packages that another instruction installs. Never what an instruction, the command or a script that it starts names. Other
 * paths of a file may be waste for another reason by `kindAt`.
 */
export function contextBloat(search: Search): readonly Heap[] {
  const { image, ledger, allows, kindAt } = search
  const { paths } = image.names
  const heaps = createHeaps<BloatReason>('context-bloat')
  const spared: Spared[] = []
  for (const [layer, view] of image.layers.entries()) {
    const { owner } = view.layer
    const copy = contextCopyOf(owner)
    if (copy === null) continue
    const { files } = view.contents
    const top = topOf(view, paths)
    const trees = copiedTrees(image, layer, top)
    const isUnread = unread(search, layer, copy, top)
    for (let entry = 0; entry < files.count; entry++) {
      const bytes = sizeOf(files, entry)
      if (files.kinds[entry] !== KIND.file || bytes === 0) continue
      const copied = view.hiddenBy[entry] === 0 ? { layer, entry, bytes } : rewritten(search, layer, entry)
      const isShown = copied !== null
      const tree = trees.treeOf(entry, isShown)
      const bloatAt = (path: PathId): Bloat | null => {
        const isInTree = tree !== null && isWithin(path, tree.root, paths)
        const found = isInTree ? bloatOf(tree, copy, top, paths) : isShown ? isUnread(path) : null
        return found !== null && allows('context-bloat', () => paths.path(path)) ? found : null
      }
      const others = isShown ? otherPaths(view, entry) : []
      const isSpare = (path: PathId): boolean => kindAt(path, owner) !== null
      const [found] = saidOfAll({ path: shownPath(view, entry), others }, bloatAt, isSpare)
      if (found === undefined) continue
      const { subject, pattern, why } = found
      heaps.add({ subject, owner, pattern, why }, copied ?? { layer, entry, bytes }, paths.path(found.path))
      if (tree !== null && isShown) spared.push({ ...copied, bytes: trees.replaced(entry, ledger) })
    }
  }
  return heaps.finish(without(spared, ledger), ({ pattern, why, owner }) => {
    const place = atPlace(owner)
    return `${place} brings this from the build context, and ${why}. Add ${quote(pattern, 120)} to \`.dockerignore\`.`
  })
}

/** The copy that the finished image shows of a file which a later layer wrote over again; null where it shows another. */
function rewritten(
  { image, originOf }: Search,
  layer: number,
  entry: number,
): Pick<LayerFile, 'layer' | 'entry' | 'bytes'> | null {
  const { layers, shown } = image
  const { files } = layers[layer]?.contents ?? {}
  const path = files?.paths[entry] ?? ROOT
  const last = (shown.layer[path] ?? 0) - 1
  if (files === undefined || last < 0 || originOf(path, last) !== layer) return null
  return { layer: last, entry: shown.entryOf(path), bytes: sizeOf(files, entry) }
}

/** Bytes of an entry that are counted as those of a lower copy: one of the two has to stay. */
interface Spared {
  readonly layer: number
  readonly entry: number
  readonly bytes: number
}

function without(spared: readonly Spared[], ledger: Ledger): Pick<Ledger, 'count' | 'pathOf'> {
  const known = new Map(spared.flatMap((one) => (one.bytes === 0 ? [] : [[`${one.layer} ${one.entry}`, one.bytes]])))
  return {
    pathOf: (layer, entry) => ledger.pathOf(layer, entry),
    count: (layer, entry, bytes = 0) =>
      ledger.count(layer, entry, Math.max(0, bytes - (known.get(`${layer} ${entry}`) ?? 0))),
  }
}

interface Bloat {
  readonly subject: string
  readonly pattern: string
  readonly why: string
  readonly path: PathId
}

function bloatOf({ root, why }: CopiedTree, copy: ContextCopy, top: PathId, paths: PathTable): Bloat | null {
  const name = paths.name(root)
  if (copy.names(name)) return null
  const pattern = paths.parent(root) === top ? copy.ignore(name) : `**/${name}`
  return { subject: name, pattern, why, path: root }
}

/** Tells of a shown file whether it lies in something at the top that no program reads. */
function unread(
  { image, files }: Search,
  layer: number,
  copy: ContextCopy,
  top: PathId,
): (file: PathId) => Bloat | null {
  const { paths } = image.names
  const isOfProject = copy.isWhole || isProject(top === ROOT ? '' : paths.path(top), files)
  const texts = [...textsAfter(image, layer), ...files.scripts.flatMap((script) => script ?? [])]
  const readsGit = mayReadGit([...texts, ...runsOf(image.layers)])
  const known = new Map<PathId, Bloat | null>()

  function look(path: PathId): Bloat | null {
    const name = paths.name(path)
    const rule = NEVER_READ.find((one) => one.name.test(name))
    if (rule === undefined || copy.names(name) || (rule.mayBeData === true && !isOfProject)) return null
    const place = paths.path(path)
    if (rule.with?.some((one) => files.hasFile(`${place}/${one}`) || files.hasDirectory(`${place}/${one}`)) === false)
      return null
    if (texts.some((text) => mentions(text, name) || (rule.ignore !== undefined && text.includes(rule.ignore))))
      return null
    if (name === '.git' && readsGit) return null
    const subject = rule.ignore ?? name
    return { subject, pattern: copy.ignore(subject), why: 'nothing in the image reads it', path }
  }

  return (file) => {
    let path = file
    // Only at the top: what packages bring of the kind is theirs.
    while (path !== ROOT && paths.parent(path) !== top) path = paths.parent(path)
    if (path === ROOT) return null
    let found = known.get(path)
    if (found === undefined) known.set(path, (found = look(path)))
    return found
  }
}

/** What may name a file that a layer has: the command, variables, and what the image's own later instructions run. */
function textsAfter({ layers, measurement: { command, environment } }: Inside, layer: number): readonly string[] {
  return [command ?? '', ...(environment ?? []), ...runsOf(layers.slice(layer + 1))]
}

/** The directory that all files of a layer lie in. */
function topOf({ contents: { files } }: LayerView, paths: PathTable): PathId {
  let top: PathId | null = null
  for (let entry = 0; entry < files.count; entry++) {
    if (files.kinds[entry] !== KIND.file && files.kinds[entry] !== KIND.hardLink) continue
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
