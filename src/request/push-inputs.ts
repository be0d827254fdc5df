import type { InputSpec } from './input-table.js'

const push = {
  group: 'accepted, without effect',
  kind: 'ignored',
  description: 'Accepted from docker/build-push-action, without effect: nothing is pushed',
  default: null,
  config: 'nowhere',
  come: true,
} as const

/** What docker/build-push-action takes and only makes sense for pushing: its `with:` block can be pasted whole. */
export const PUSH_INPUTS = {
  push,
  load: push,
  tags: push,
  labels: push,
  outputs: push,
  'cache-to': push,
  provenance: push,
  sbom: push,
  attests: push,
} as const satisfies Readonly<Record<string, InputSpec>>
