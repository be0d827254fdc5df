import type { LayerOwner } from '../image/measurement.js'
import { distinct } from '../layer/distinct.js'
import { contentKey, type FileNames, KIND, type LayerFiles, sizeOf } from '../layer/layer-files.js'
import { type PathId, ROOT } from '../layer/path-table.js'
import { parentOf } from '../posix-path.js'
import { type Fate, type Hidden, hiddenAdvice } from './advice/hidden-advice.js'
import { namedFiles } from './advice/named-files.js'
import { newUsers } from './advice/new-users.js'
import { rewrittenAdvice, type Rewriting } from './advice/rewritten-advice.js'
import { contextCopyOf } from './context/context-copy.js'
import { createHeaps, type Heap, type Reason } from './heaps.js'
import { isManifest } from './manifests.js'
import type { Search } from './search.js'
import { isOwn } from './shown-files.js'

interface HiddenReason extends Reason {
  readonly fate: Fate
  /** The layer whose files they are, of several the lowest, and the one that hides them. */
  readonly from: number
  readonly by: number
}

interface RewrittenReason extends Omit<HiddenReason, 'fate'> {
  readonly how: Rewriting
}

/**
 * What package managers write of themselves whenever they install something: over what the base image has of it they
 * cannot but write again.
 */
const BOOKKEEPING =
  /^\/(?:var\/(?:lib\/(?:dpkg|apt|rpm|dnf|pacman|systemd)|cache\/(?:debconf|ldconfig|apt|man)|log)|(?:usr\/)?lib\/(?:apk\/db|sysimage)|etc)\//

/** Bytes: for less, which triggers of packages write over anyway, nobody takes another base. */
const WORTH_REBASING = 100_000

/**
 * Bytes that a layer holds and a later one overwrites or deletes: all copies of a file but the one that the finished image
 * shows. Copies with the same content are told apart: they were made by a change of owner, mode, time or name alone. What
 * base images hide of themselves is nobody's fault here.
 */
export function hiddenWaste(search: Search): readonly Heap[] {
  const { image, ledger, allows } = search
  const hidden = createHeaps<HiddenReason>('hidden-files')
  const replacedInBase = createHeaps<HiddenReason>('hidden-files', WORTH_REBASING)
  const rewritten = createHeaps<RewrittenReason>('rewritten-metadata')
  const { layers, names } = image
  const { paths } = names
  /** Made where it is needed: most images hide nothing. */
  let entryAt: Uint32Array | undefined
  const hidersOf = layers.map(({ hiddenBy }) => distinct(hiddenBy))
  for (const [above, { layer, contents }] of layers.entries()) {
    if (!hidersOf.some((hiders) => hiders.has(above + 1))) continue
    const by = layer.owner
    const isContext = contextCopyOf(by) !== null
    const written = indexOf(contents.files, (entryAt ??= new Uint32Array(paths.count)))
    for (let below = 0; below <= above; below++) {
      const view = layers[below]
      const from = view?.layer.owner
      if (view === undefined || from === undefined || (!isOwn(from) && !isOwn(by))) continue
      if (hidersOf[below]?.has(above + 1) !== true) continue
      const { files } = view.contents
      for (let entry = 0; entry < files.count; entry++) {
        const bytes = sizeOf(files, entry)
        if (view.hiddenBy[entry] !== above + 1 || bytes === 0) continue
        const path = files.paths[entry] ?? ROOT
        const file = { layer: below, entry, bytes }
        const place = (): string => paths.path(path)
        const how = below === above ? null : written.rewritingOf(files, entry, names)
        // What package managers keep up to date they write anew even where it stays the same.
        const isUpkeep = !isOwn(from) && (how === 'touch' || written.has(path)) && BOOKKEEPING.test(place())
        if (isUpkeep) continue
        // Copied first for what installs by it, and then with all the others: so it ought to be.
        if (how !== null && how !== 'mv' && isContext && isOwn(from) && isManifest(paths.name(path))) continue
        if (how !== null) {
          if (allows('rewritten-metadata', place))
            rewritten.add(rewriting(how, from, by, below, above), file, parentOf(paths.path(path)) || '/')
          continue
        }
        const fate = written.has(path) ? 'overwritten' : 'deleted'
        if (!allows('hidden-files', place)) continue
        const owner = isOwn(from) ? from : by
        const heaps = !isOwn(from) && fate === 'overwritten' ? replacedInBase : hidden
        const text = `${isOwn(from) ? from.whole : ''}\n${by.whole}`
        heaps.add(
          { subject: '', text, apart: `${fate} ${below} ${above}`, owner, fate, from: below, by: above },
          file,
          null,
        )
      }
    }
    written.clear()
  }
  return [
    ...rewritten.finish(ledger, ({ how, ...reason }, directories, _, members) =>
      rewrittenAdvice(
        how,
        about(search, reason, directories, members),
        how === 'chown' ? newUsers(image, reason.from, reason.by) : [],
      ),
    ),
    ...[hidden, replacedInBase].flatMap((heaps) =>
      heaps.finish(ledger, ({ fate, ...reason }, files, _, members) =>
        hiddenAdvice(fate, about(search, reason, files.map(parentOf), members)),
      ),
    ),
  ]
}

/** What advice goes by. `directories` are those of the larger files among `members`. */
function about(
  { image: { layers, names }, ledger, kindAt }: Search,
  { from, by, owner }: Omit<RewrittenReason, 'how'>,
  directories: readonly string[],
  members: readonly number[],
): Hidden {
  let at = 0
  for (let next = 3; next < members.length; next += 3) {
    if ((members[next + 2] ?? 0) > (members[at + 2] ?? 0)) at = next
  }
  const largest = ledger.pathOf(members[at] ?? 0, members[at + 1] ?? 0)
  const [bringer = owner, hider = owner] = [layers[from]?.layer.owner, layers[by]?.layer.owner]
  const path = names.paths.find(largest)
  const kind = path === null ? null : kindAt(path, bringer)
  return {
    from: bringer,
    by: hider,
    files: namedFiles(largest, members.length / 3, directories),
    largest,
    cache: kind?.rule === 'package-cache' ? kind : null,
  }
}

function rewriting(how: Rewriting, bringer: LayerOwner, owner: LayerOwner, from: number, by: number): RewrittenReason {
  return { subject: '', apart: `${how} ${isOwn(bringer) ? '' : bringer.origin}`, owner, how, from, by }
}

/** What one layer writes, by path and by content. */
interface Written {
  has(path: PathId): boolean
  /** How the layer came to write the content of another layer's entry again; null where it did not. */
  rewritingOf(files: LayerFiles, entry: number, names: FileNames): Rewriting | null
  clear(): void
}

/** `entryAt` has room for every path, holds zeros, and does so again after `clear`. */
function indexOf(own: LayerFiles, entryAt: Uint32Array): Written {
  for (let entry = 0; entry < own.count; entry++) {
    if (own.kinds[entry] === KIND.file) entryAt[own.paths[entry] ?? ROOT] = entry + 1
  }
  let contents: ReadonlySet<string> | undefined
  return {
    has: (path) => entryAt[path] !== 0,
    rewritingOf(files, entry, names) {
      const place = entryAt[files.paths[entry] ?? ROOT] ?? 0
      if (place === 0) {
        contents ??= contentsOf(own)
        return contents.has(contentKey(files, entry)) ? 'mv' : null
      }
      const now = place - 1
      if (contentKey(own, now) !== contentKey(files, entry)) return null
      const before = names.access(files.access[entry] ?? 0)
      const after = names.access(own.access[now] ?? 0)
      if (before?.uid !== after?.uid || before?.gid !== after?.gid) return 'chown'
      return before?.mode === after?.mode ? 'touch' : 'chmod'
    },
    clear() {
      for (let entry = 0; entry < own.count; entry++) entryAt[own.paths[entry] ?? ROOT] = 0
    },
  }
}

function contentsOf(files: LayerFiles): ReadonlySet<string> {
  const contents = new Set<string>()
  for (let entry = 0; entry < files.count; entry++) {
    if (files.kinds[entry] === KIND.file && files.sizes32[entry] !== 0) contents.add(contentKey(files, entry))
  }
  return contents
}
