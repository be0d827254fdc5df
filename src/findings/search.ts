import type { Inside } from '../explain/inside.js'
import type { LayerOwner } from '../image/measurement.js'
import type { PathId } from '../layer/path-table.js'
import { contextCopyOf } from './context/context-copy.js'
import { createDirectories } from './kinds/classify.js'
import type { ByName } from './kinds/directory-table.js'
import type { FileKind, ImageFiles } from './kinds/file-kind.js'
import { type Ledger, openLedger } from './ledger.js'
import { type OriginOf, originsOf } from './origins.js'
import type { Allows } from './rule-settings.js'
import { imageFiles, isOwn } from './shown-files.js'

/** What kind of waste a file is by one of its paths; null: none. `brought`: by whom its layer is. */
export type KindAt = (path: PathId, brought: LayerOwner) => FileKind | null

/** A search for waste in one image: what its rules go by, one after the other. */
export interface Search {
  readonly image: Inside
  readonly files: ImageFiles
  readonly kindAt: KindAt
  readonly allows: Allows
  readonly originOf: OriginOf
  /** What rules before have counted. */
  readonly ledger: Ledger
}

export function openSearch(image: Inside, allows: Allows): Search {
  const files = imageFiles(image)
  return {
    image,
    files,
    kindAt: kindsOf(image, files, allows),
    allows,
    originOf: originsOf(image),
    ledger: openLedger(image),
  }
}

/** Directories of whose files there is something to say: of more than so many it is asked again. */
const MOST_DIRECTORIES = 2 ** 14

/** Of a base image only build tools count: who chooses the base chooses those, and there is one without them. */
function kindsOf(image: Inside, files: ImageFiles, allows: Allows): KindAt {
  const { paths } = image.names
  const ofDirectory = createDirectories(files)
  // Files with several paths jump from one directory to another and back.
  const known = new Map<PathId, ByName>()
  const isSilent = new Uint8Array(paths.count)

  function byNameIn(directory: PathId): ByName | null {
    if (isSilent[directory] === 1) return null
    const before = known.get(directory)
    if (before !== undefined) return before
    const byName = ofDirectory(paths.path(directory))
    if (known.size === MOST_DIRECTORIES) known.clear()
    if (byName === null) isSilent[directory] = 1
    else known.set(directory, byName)
    return byName
  }

  return (path, owner) => {
    const kind = byNameIn(paths.parent(path))?.(paths.name(path)) ?? null
    return kind !== null && concerns(kind, owner) && allows(kind.rule, () => paths.path(path)) ? kind : null
  }
}

function concerns({ rule, name }: FileKind, owner: LayerOwner): boolean {
  // Documentation that somebody chose in the build context is there to be read; of its translations some are.
  if (rule === 'docs-and-locales' && name !== 'translations' && contextCopyOf(owner)?.isWhole === false) return false
  return isOwn(owner) || rule === 'build-tools'
}
