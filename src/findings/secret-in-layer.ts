import { atPlace, placeOf } from './advice/bringer.js'
import type { Found } from './finding.js'
import type { Inside } from '../explain/inside.js'
import { isOwn } from './shown-files.js'
import type { Allows } from './rule-settings.js'

/** Files with secrets in any layer of the image's own, also where a later one deletes them; never what they hold. */
export function secretsInLayers({ layers, names: { paths } }: Inside, allows: Allows): readonly Found[] {
  return layers.flatMap(({ layer: { owner }, contents, hiddenBy }): readonly Found[] => {
    if (!isOwn(owner)) return []
    return [...contents.secrets].flatMap(([path, kind]): readonly Found[] => {
      const place = paths.path(path)
      if (!allows('secret-in-layer', () => place)) return []
      const by = hiddenBy[contents.files.paths.indexOf(path)] ?? 0
      const later = by === 0 ? undefined : layers[by - 1]
      const hidden =
        later === undefined
          ? ''
          : ` ${atPlace(later.layer.owner)} deletes it, and whoever pulls the image can still read it.`
      return [
        {
          rule: 'secret-in-layer',
          subject: place,
          bytes: 0,
          line: owner.lines?.start ?? null,
          text: owner.text,
          paths: [place],
          advice: `\`${place}\` holds ${kind}, and ${placeOf(owner)} puts it into a layer.${hidden} Mount it where it is needed: \`RUN --mount=type=secret,id=…,target=${place}\`. Consider what was pushed as known, and replace it.`,
        },
      ]
    })
  })
}
