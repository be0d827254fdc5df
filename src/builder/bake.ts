import { readFile } from 'node:fs/promises'
import type { Run } from '../process.js'
import { allowArguments, secretEnvironment } from '../plan/bake-inputs.js'
import type { BuildPlan, PlannedTarget } from '../plan/build-plan.js'
import { buildxCall } from './buildx-command.js'
import type { Builder } from './probe.js'
import { type Progress, readProgress, type Step } from './progress.js'
import type { Provenance } from './llb.js'
import type { Materials } from './resolved-images.js'

/** What buildx writes of one target. Source: docker/buildx docs/reference/buildx_bake.md, --metadata-file. */
export interface TargetMetadata {
  /** Not there for what is not exported. */
  readonly 'containerimage.digest'?: string
  readonly 'containerimage.config.digest'?: string
  readonly 'buildx.build.provenance'?: Provenance & Materials
}

export type BakeResult =
  | { readonly ok: true; readonly progress: Progress; readonly metadata: Readonly<Record<string, TargetMetadata>> }
  | { readonly ok: false; readonly progress: Progress }

/** What makes a bake the same everywhere, whatever the user's environment sets. */
export const BAKE_ENV = {
  BUILDX_METADATA_PROVENANCE: 'max',
  // An attestation would turn each image into an index.
  BUILDX_NO_DEFAULT_ATTESTATIONS: '1',
  BUILDX_GIT_INFO: 'false',
  // The definition is ours: its paths are those that the user asked for.
  BUILDX_BAKE_ENTITLEMENTS_FS: '0',
  // BuildKit keeps with each build's record the trace of the whole bake: of 100 targets it writes that for longer than it builds.
  OTEL_TRACES_SAMPLER: 'always_off',
} as const

/**
 * Makes each target's image another, also where head and base are the same: the containerd store refuses one of two that
 * are exported at the same moment under the same digest ("already exists").
 */
const TARGET_LABEL = 'size-gate.target'

/** One `docker buildx bake` of the given targets; the definition goes in on standard input, nothing comes out but metadata. */
export async function bake(
  run: Run,
  plan: BuildPlan,
  targets: readonly PlannedTarget[],
  options: {
    readonly builder: Builder
    /** Path of a file to write that does not exist yet. */
    readonly metadataFile: string
    readonly onStep: (step: Step) => void
  },
): Promise<BakeResult> {
  const ids = targets.map((target) => target.id)
  const definition = {
    group: { default: { targets: ids } },
    target: Object.fromEntries(
      ids.map((id) => [id, { ...plan.bake[id], labels: { ...plan.bake[id]?.labels, [TARGET_LABEL]: id } }]),
    ),
  }
  const progress = readProgress(targets.length > 1, options.onStep)
  const args = [
    'bake',
    ...options.builder.buildxArgs,
    '--file',
    '-',
    '--progress=rawjson',
    ...allowArguments(plan.sources),
  ]
  const { code } = await run(...buildxCall(options.builder.buildx, ...args, '--metadata-file', options.metadataFile), {
    env: { ...BAKE_ENV, ...secretEnvironment(plan.sources) },
    input: JSON.stringify(definition),
    onStderrLine: progress.line,
    onStdoutLine: progress.line,
  })
  if (code !== 0) return { ok: false, progress }
  const metadata = JSON.parse(await readFile(options.metadataFile, 'utf8')) as Record<string, TargetMetadata>
  return { ok: true, progress, metadata }
}
