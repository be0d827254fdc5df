import { GateError } from '../errors.js'

/** Source: opencontainers/image-spec descriptor.md. */
export interface Descriptor {
  readonly mediaType: string
  readonly digest: string
  readonly size: number
}

/** Source: opencontainers/image-spec manifest.md; docker's schema 2 has the same fields. */
export interface Manifest {
  readonly config: Descriptor
  readonly layers: readonly Descriptor[]
}

/** Source: opencontainers/image-spec config.md. */
export interface ImageConfig {
  readonly os: string
  readonly architecture: string
  readonly variant?: string
  readonly config?: {
    readonly User?: string
    readonly Env?: readonly string[] | null
    readonly Entrypoint?: readonly string[] | null
    readonly Cmd?: readonly string[] | null
    readonly Volumes?: Readonly<Record<string, unknown>> | null
  } | null
  readonly rootfs: { readonly diff_ids: readonly string[] }
  readonly history?: readonly { readonly created_by?: string; readonly empty_layer?: boolean }[]
}

/** Manifests and configs are small; more is no such thing. */
const LARGEST_DOCUMENT = 16 * 2 ** 20

/** A manifest or config, read whole. Throws a GateError where it is damaged. */
export async function readDocument<T>(blob: AsyncIterable<Buffer>, digest: string): Promise<T> {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of blob) {
    length += chunk.length
    if (length > LARGEST_DOCUMENT) throw new GateError('environment', `${digest} is too large for a manifest`)
    chunks.push(chunk)
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8')) as T
  } catch (error) {
    throw new GateError('environment', `${digest} is no readable manifest or config`, null, error)
  }
}

/** Reads an image's config. Throws a GateError where it is damaged. */
export async function readConfig(blob: AsyncIterable<Buffer>, digest: string): Promise<ImageConfig> {
  const config = await readDocument<WrittenConfig>(blob, digest)
  return { ...config, rootfs: { diff_ids: config.rootfs?.diff_ids ?? [] } }
}

/** An image of metadata alone has null, or nothing, where its layers would be. */
type WrittenConfig = Omit<ImageConfig, 'rootfs'> & {
  readonly rootfs?: { readonly diff_ids?: readonly string[] | null } | null
}

/** As in `FROM --platform`: `linux/arm64/v8`. */
export function platformOf(config: ImageConfig): string {
  const variant = config.variant === undefined || config.variant === '' ? '' : `/${config.variant}`
  return `${config.os}/${config.architecture}${variant}`
}
