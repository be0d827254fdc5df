import { nameAmong, shortReference, withoutDigest } from '../dockerfile/index.js'
import type { Provenance } from './llb.js'

/** Of the SLSA v0.2 predicate: all that came from outside, the frontend included, as package URLs with what they led to. */
export interface Materials {
  readonly materials?: readonly { readonly uri: string; readonly digest?: Readonly<Record<string, string>> }[]
}

/** An image from outside that a build used, and what its name led to then. */
export interface ResolvedImage {
  /**
   * What the build was asked for, in docker's short form with the tag written out (`debian:latest`); with its digest
   * only where the Dockerfile pins it (`debian@sha256:…`).
   */
  readonly reference: string
  /**
   * `sha256:…` of the manifest or index that a registry gave. Of an image that only the classic store has under this
   * name, which has neither, it is the chain ID of its layers (OCI image spec, config.md, Layer ChainID).
   */
  readonly digest: string
}

/** The images from outside behind one target. */
export interface ImagesUsed {
  readonly resolved: readonly ResolvedImage[]
  /** Which of them the first layers come from, by its reference; null for `scratch`, or where provenance does not tell. */
  readonly base: string | null
}

const IMAGE = 'docker-image://'
const PURL = 'pkg:docker/'

/**
 * The images that the steps of a build name: bases, and sources of COPY and RUN --mount, also by a named context. A
 * frontend (`# syntax=`) and the images of OCI layouts are not among them. `base` is the LLB identifier of the source
 * below the first layer; see `LayerChain`.
 */
export function imagesUsed(provenance: Provenance & Materials, base: string | null): ImagesUsed {
  const steps = provenance.buildConfig?.llbDefinition ?? []
  const named = new Set(steps.flatMap(({ op }) => unpinned(op.Op?.source?.identifier ?? null) ?? []))
  const found = (provenance.materials ?? []).flatMap(({ uri, digest }): readonly ResolvedImage[] => {
    const reference = referenceOfPurl(uri)
    const sha256 = digest?.['sha256']
    if (reference === null || sha256 === undefined || !named.has(withoutDigest(reference))) return []
    return [{ reference, digest: `sha256:${sha256}` }]
  })
  // One image for several platforms is listed once for each.
  const resolved = [...new Map(found.map((image) => [`${image.reference} ${image.digest}`, image])).values()]
  const references = resolved.map(({ reference }) => reference)
  return { resolved, base: base === null ? null : nameAmong(references, base) }
}

function unpinned(identifier: string | null): string | null {
  return identifier?.startsWith(IMAGE) === true ? withoutDigest(shortReference(identifier.slice(IMAGE.length))) : null
}

/**
 * `pkg:docker/debian@bookworm-slim?platform=linux%2Famd64`; a pinned digest is a qualifier. Source: package-url
 * purl-spec, types/docker; moby/buildkit util/purl/image.go.
 */
function referenceOfPurl(uri: string): string | null {
  if (!uri.startsWith(PURL)) return null
  const [path = '', qualifiers = ''] = uri.slice(PURL.length).split('?', 2)
  const at = path.lastIndexOf('@')
  const name = decodeURIComponent(at < 0 ? path : path.slice(0, at))
  const tag = at < 0 ? '' : `:${decodeURIComponent(path.slice(at + 1))}`
  const digest = new URLSearchParams(qualifiers).get('digest')
  return shortReference(`${name}${tag}${digest === null ? '' : `@${digest}`}`)
}
