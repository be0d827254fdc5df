import type { LayerView } from '../explain/file-system.js'
import type { Inside } from '../explain/inside.js'
import type { LayerOwner } from '../image/measurement.js'
import { contentKey, KIND } from '../layer/layer-files.js'
import type { PathId } from '../layer/path-table.js'
import type { SecretKind } from '../layer/secret-scan.js'
import { atPlace, placeOf } from './advice/bringer.js'
import { copyingOf, quote } from './advice/instruction-text.js'
import { contextCopyOf } from './context-copy.js'
import type { Found } from './finding.js'
import type { Allows } from './rule-settings.js'
import { isOwn } from './shown-files.js'

/** Files with secrets in any layer of the image's own, also where a later one deletes them; never what they hold. */
export function secretsInLayers({ layers, names: { paths } }: Inside, allows: Allows): readonly Found[] {
  const told = new Set<string>()
  return layers.flatMap((view): readonly Found[] => {
    const { owner } = view.layer
    if (!isOwn(owner)) return []
    return [...view.contents.secrets].flatMap(([path, kind]): readonly Found[] => {
      const place = paths.path(path)
      if (!allows('secret-in-layer', () => place)) return []
      const entry = entryOf(view, path)
      // Written again for another owner or mode, it is the same secret.
      const key = `${path} ${contentKey(view.contents.files, entry)}`
      if (told.has(key)) return []
      told.add(key)
      const later = layers[(view.hiddenBy[entry] ?? 0) - 1]
      const hidden =
        later === undefined ? '' : ` ${fateOf(later, path)}, and whoever pulls the image can still read it.`
      return [
        {
          rule: 'secret-in-layer',
          subject: place,
          bytes: 0,
          line: owner.lines?.start ?? null,
          text: owner.text,
          paths: [place],
          advice: `\`${place}\` holds ${kind}, and ${placeOf(owner)} puts it into a layer.${hidden} ${instead(owner, kind, place)} Consider what was pushed as known, and replace it.`,
        },
      ]
    })
  })
}

/** The entry of a file; of two with its path in one layer the last. */
function entryOf({ contents: { files } }: LayerView, path: PathId): number {
  let found = 0
  files.paths.forEach((one, entry) => {
    const kind = files.kinds[entry]
    if (one === path && (kind === KIND.file || kind === KIND.replaced)) found = entry
  })
  return found
}

function fateOf({ layer: { owner }, contents: { files } }: LayerView, path: PathId): string {
  const isWritten = files.paths.some((one, entry) => {
    const kind = files.kinds[entry]
    return one === path && kind !== KIND.deleted && kind !== KIND.opaque
  })
  return `${atPlace(owner)} ${isWritten ? 'writes over it' : 'deletes it'}`
}

/** What is read while an image is built, and hardly when it runs. */
const FOR_BUILDS = /\/(?:\.netrc|_netrc|\.pypirc|pip\.conf|settings\.xml)$/

/** How else to give a secret to what needs it. */
function instead(owner: LayerOwner, kind: SecretKind, place: string): string {
  const mount = `ount it where it is needed: \`RUN --mount=type=secret,id=…,target=${place}\`.`
  const isForBuilds = kind === 'a registry token' || kind === 'credentials of a repository' || FOR_BUILDS.test(place)
  const name = place.slice(place.lastIndexOf('/') + 1)
  const copy = contextCopyOf(owner)
  if (copy !== null && !copy.names(name)) {
    const ignored = `Add ${quote(`**/${name}`, 120)} to \`.dockerignore\``
    return isForBuilds ? `${ignored}, and m${mount}` : `${ignored}, and ${GIVEN}`
  }
  const isCopied = copy !== null || copyingOf(owner.text).from !== null
  return isCopied && !isForBuilds ? `Leave it out of what is copied, and ${GIVEN}` : `M${mount}`
}

const GIVEN = 'give it to the container when it starts, as variables or as a file that is mounted.'
