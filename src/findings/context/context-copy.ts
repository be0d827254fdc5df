import type { LayerOwner } from '../../image/measurement.js'
import { baseName } from '../../posix-path.js'
import { copyingOf } from '../advice/instruction-text.js'
import { pathPattern } from '../path-pattern.js'
import { isOwn } from '../shown-files.js'

/** What a COPY or an ADD brings of the build context, as its text tells. */
export interface ContextCopy {
  /** Whether a directory of the context is the context itself, and not one that somebody chose. */
  readonly isWhole: boolean
  /** Whether the instruction asks for a file or directory of this name. */
  names(name: string): boolean
  /** A line of `.dockerignore` for what has this name, or such names, directly in what is copied. */
  ignore(name: string): string
}

/** Fetched from elsewhere (`#` of a Git reference and all), or written in the Dockerfile itself. */
const ELSEWHERE = /^(?:[a-z][a-z+.-]*:\/\/|git@|<<)/i

/** What ADD unpacks: what is in there no `.dockerignore` reaches. */
const ARCHIVE = /\.(?:tar(?:\.\w+)?|t[gbx]z2?|tzst|gz|bz2|xz|zst)$/i

/** null where the layer is not that of a COPY or ADD from the build context alone. */
export function contextCopyOf(owner: LayerOwner): ContextCopy | null {
  if (!isOwn(owner) || !/^(?:COPY|ADD)\s/i.test(owner.text)) return null
  const { from, sources, target } = copyingOf(owner.text.replace(/\s# buildkit$/, ''))
  if (from !== null || sources.some((source) => ELSEWHERE.test(source))) return null
  if (/^ADD\s/i.test(owner.text) && sources.some((source) => ARCHIVE.test(source))) return null
  const places = sources.map((source) => source.replace(/^(?:\.?\/+)+|\/+$|^\.$/g, ''))
  const isRoot = (place: string): boolean => /^(?:\.|\*+)?$/.test(place)
  return {
    isWhole: places.some(isRoot),
    names: (name) =>
      baseName(target) === name ||
      sources.some((source, at) => !isRoot(places[at] ?? '') && isCalled(source, baseName(places[at] ?? ''), name)),
    ignore: (name) => {
      const [place = ''] = places
      if (places.every(isRoot)) return name
      return places.length === 1 && !/[*?[$]/.test(place) ? `${place}/${name}` : `**/${name}`
    },
  }
}

function isCalled(source: string, last: string, name: string): boolean {
  // What a variable or a set of characters stands for is not known; a directory it may be.
  if (/[[$]/.test(last)) return !source.endsWith('/')
  return pathPattern(`/${last}`)(`/${name}`)
}
