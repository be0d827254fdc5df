import type { LayerView } from '../explain/file-system.js'
import type { Inside } from '../explain/inside.js'
import type { LayerOwner } from '../image/measurement.js'
import { contentKey, KIND } from '../layer/layer-files.js'
import { type PathId, ROOT } from '../layer/path-table.js'
import type { SecretKind } from '../layer/secret-scan.js'
import { baseName } from '../posix-path.js'
import { atPlace, placeOf } from './advice/bringer.js'
import { commandOf, quote } from './advice/instruction-text.js'
import { INSTALLERS } from './advice/tools-advice.js'
import { contextCopyOf } from './context/context-copy.js'
import type { Found } from './finding.js'
import type { Allows } from './rule-settings.js'
import { isOwn } from './shown-files.js'

/** Files with secrets in any layer of the image's own, also where a later one deletes them; never what they hold. */
export function secretsInLayers({ layers, names: { paths } }: Inside, allows: Allows): readonly Found[] {
  const told = new Set<string>()
  const all = new Set(layers.flatMap(({ contents }) => [...contents.secrets.keys()]))
  const placed = layers.map((view) => placesIn(view, all))
  return layers.flatMap((view, index): readonly Found[] => {
    const { owner } = view.layer
    if (!isOwn(owner)) return []
    return [...view.contents.secrets].flatMap(([path, kind]): readonly Found[] => {
      const place = paths.path(path)
      if (!allows('secret-in-layer', () => place)) return []
      const entry = placed[index]?.files.get(path) ?? 0
      // Written again for another owner or mode, it is the same secret.
      const key = `${path} ${contentKey(view.contents.files, entry)}`
      if (told.has(key)) return []
      told.add(key)
      const above = (view.hiddenBy[entry] ?? 0) - 1
      const later = layers[above]
      const isWritten = placed[above]?.written.has(path) === true
      const hidden =
        later === undefined
          ? ''
          : ` ${atPlace(later.layer.owner)} ${isWritten ? 'writes over it' : 'deletes it'}, and whoever pulls the image can still read it.`
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

/** What one layer has at paths of secrets. */
interface Places {
  /** The entries of files; of two with one path the last. */
  readonly files: ReadonlyMap<PathId, number>
  readonly written: ReadonlySet<PathId>
}

/** In one go: a layer may have as many secrets as files. */
function placesIn({ contents: { files } }: LayerView, secrets: ReadonlySet<PathId>): Places {
  const entries = new Map<PathId, number>()
  const written = new Set<PathId>()
  for (let entry = 0; entry < (secrets.size === 0 ? 0 : files.count); entry++) {
    const [path = ROOT, kind] = [files.paths[entry], files.kinds[entry]]
    if (!secrets.has(path) || kind === KIND.deleted || kind === KIND.opaque) continue
    written.add(path)
    if (kind === KIND.file || kind === KIND.replaced) entries.set(path, entry)
  }
  return { files: entries, written }
}

/** Packages make keys when they are installed (ssl-cert, openssh-server), and so do these programs. */
const MAKES_KEYS: readonly string[] = [...INSTALLERS, 'ssh-keygen', 'openssl', 'make-ssl-cert', 'keytool', 'mkcert']

/** What is read while an image is built, and hardly when it runs. */
const FOR_BUILDS = /\/(?:\.netrc|_netrc|\.pypirc|pip\.conf|settings\.xml)$/

/** How else to give a secret to what needs it. */
function instead(owner: LayerOwner, kind: SecretKind, place: string): string {
  const mount = `ount it where it is needed: \`RUN --mount=type=secret,id=…,target=${place}\`.`
  const isForBuilds = kind === 'a registry token' || kind === 'credentials of a repository' || FOR_BUILDS.test(place)
  const name = baseName(place)
  const copy = contextCopyOf(owner)
  if (copy !== null && !copy.names(name)) {
    const ignored = `Add ${quote(`**/${name}`, 120)} to \`.dockerignore\``
    return isForBuilds ? `${ignored}, and m${mount}` : `${ignored}, and ${GIVEN}`
  }
  if (kind === 'a private key' && commandOf(owner.commands, MAKES_KEYS) !== null) {
    return 'Delete it in the same `RUN`, and let each container make its own when it starts.'
  }
  // From the context, a stage, or a heredoc of the Dockerfile.
  const isCopied = /^(?:COPY|ADD)\s/i.test(owner.text)
  return isCopied && !isForBuilds ? `Leave it out of what is copied, and ${GIVEN}` : `M${mount}`
}

const GIVEN = 'give it to the container when it starts, as variables or as a file that is mounted.'
