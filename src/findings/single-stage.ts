import { atPlace } from './advice/bringer.js'
import type { Heap } from './heaps.js'
import type { Inside } from '../explain/inside.js'
import { isOwn } from './shown-files.js'

/** Bytes: for less nobody splits a Dockerfile. */
const WORTH_SPLITTING = 1_000_000

/** What a last stage would be without. */
const LEFT_BEHIND: readonly string[] = [
  'build-tools',
  'package-cache',
  'sources',
  'dev-dependencies',
  'docs-and-locales',
]

/**
 * A build with its tools in one stage: what a last stage without them would save, all that the other rules found which
 * belongs to building. `bytes` tells how much a choice of heaps has, each byte once.
 */
export function singleStage({ measurement: { stages, layers } }: Inside, heaps: readonly Heap[]): readonly Heap[] {
  const tools = heaps.filter(({ rule }) => rule === 'build-tools')
  const ownStep = layers.find(({ owner }) => isOwn(owner) && /^RUN\s/i.test(owner.text))
  if (stages.used !== 1 || tools.length === 0 || ownStep === undefined) return []
  const saved = heaps.filter(({ rule }) => LEFT_BEHIND.includes(rule))
  const bytes = saved.reduce((sum, heap) => sum + heap.bytes, 0)
  if (bytes < WORTH_SPLITTING) return []
  const paths = saved.toSorted((one, other) => other.bytes - one.bytes).flatMap((heap) => heap.paths.slice(0, 3))
  const { owner } = ownStep
  return [
    {
      rule: 'single-stage',
      subject: '',
      owner,
      bytes,
      paths: [...new Set(paths)].slice(0, 20),
      advice: `${atPlace(owner)} builds in the stage that ships. Name this one (\`FROM … AS build\`), end with a second \`FROM\` of an image that only runs the program, and \`COPY --from=build\` what that needs.`,
    },
  ]
}
