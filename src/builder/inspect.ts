/** One node of a builder, as `docker buildx inspect` shows it. */
export interface BuilderNode {
  /** `unix:///path`, `tcp://host:port`, or a context's name. */
  readonly endpoint: string
  /** As buildx prints them: `cacert="/path" servername="name"`; empty for none. */
  readonly options: string
  /** Without a leading `v`; null where it is not known, as for engines that are built from a distribution's sources. */
  readonly buildkit: string | null
  /** Whether it has a word for its version at all. */
  readonly tellsVersion: boolean
  readonly isRunning: boolean
  /** What it can run, itself or by emulation; of one that does not run only what it was created for. */
  readonly platforms: readonly string[]
  /** Those of them that it was created for: buildx prefers it for these. */
  readonly own: readonly string[]
  readonly hasSnapshotter: boolean
  /** Why it does not answer; null where buildx does not tell. */
  readonly error: string | null
}

/** A builder as `docker buildx inspect` shows it. */
export interface Inspected {
  readonly driver: string
  /** At least one. */
  readonly nodes: readonly [BuilderNode, ...BuilderNode[]]
}

/** Reads what `docker buildx inspect` prints. Source: docker/buildx commands/inspect.go. */
export function readInspect(text: string): Inspected {
  const [head = '', list = ''] = text.split(/^Nodes:\s*$/m)
  const [first = '', ...others] = list.split(/^(?=Name:)/m).filter((node) => node.trim() !== '')
  return {
    driver: fieldOf(head, 'Driver') ?? 'unknown',
    nodes: [readNode(first, head), ...others.map((one) => readNode(one, ''))],
  }
}

function readNode(text: string, head: string): BuilderNode {
  const version = fieldOf(text, 'BuildKit version')
  const platforms = (fieldOf(text, 'Platforms') ?? '').split(',').map((name) => name.trim())
  return {
    endpoint: fieldOf(text, 'Endpoint') ?? 'default',
    options: fieldOf(text, 'Driver Options') ?? '',
    // `v0.0.0+unknown` is none.
    buildkit: /^v?([1-9]\d*\.\d+\.\d+|0\.[1-9]\d*\.\d+)/.exec(version ?? '')?.[1] ?? null,
    tellsVersion: version !== null,
    isRunning: fieldOf(text, 'Status') === 'running',
    platforms: platforms.map((name) => name.replace('*', '')).filter((name) => name !== ''),
    own: platforms.filter((name) => name.endsWith('*')).map((name) => name.slice(0, -1)),
    // Only the containerd store's worker names one. Source: docker/buildx driver/docker/driver.go, Features.
    hasSnapshotter: /^\s*org\.mobyproject\.buildkit\.worker\.snapshotter:/m.test(text),
    error: fieldOf(text, 'Error') ?? fieldOf(head, 'Error'),
  }
}

function fieldOf(text: string, key: string): string | null {
  return new RegExp(`^${key}:[ \\t]*(\\S.*)$`, 'm').exec(text)?.[1]?.trim() ?? null
}
