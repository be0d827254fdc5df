import type { LayerOwner } from '../image/measurement.js'
import type { Rule } from './finding.js'
import type { Ledger } from './ledger.js'
import type { LayerFile } from './shown-files.js'

/** Files that one rule finds for one reason, brought by one instruction: a finding to be. */
export interface Heap {
  readonly rule: Rule
  /** What it is about, the same on both sides wherever it stands. */
  readonly subject: string
  readonly owner: LayerOwner
  /** The instructions that make it: what they make instead on the other side is its counterpart. */
  readonly text: string
  readonly bytes: number
  /** Where, the largest first: files or the directories that hold them. */
  readonly paths: readonly string[]
  readonly advice: string
  /** Its files: layer, entry and bytes, one after the other. */
  readonly members: readonly number[]
}

/** Counts what a heap has. */
export function countHeap(ledger: Pick<Ledger, 'count'>, { members }: Pick<Heap, 'members'>): void {
  for (let at = 0; at < members.length; at += 3) {
    ledger.count(members[at] ?? 0, members[at + 1] ?? 0, members[at + 2])
  }
}

/** Bytes: what is less is not worth a line. */
export const WORTH_SAYING = 10_000
const MOST_PATHS = 20

export interface Reason {
  readonly subject: string
  readonly owner: LayerOwner
  /** The instructions that make it, where it is not the owner's alone. */
  readonly text?: string
  /** What keeps heaps of one subject and one owner apart, where something does. */
  readonly apart?: string
}

/** Gathers files into heaps. `advice` is asked once for each heap that is worth saying. */
export interface Heaps<T extends Reason> {
  /** `place`: the directory that is shown for it, null for its own path; `part`: how many of its bytes, if not all. */
  add(reason: T, file: Pick<LayerFile, 'layer' | 'entry' | 'bytes'>, place: string | null, part?: number): void
  /** Counts what the heaps have. `paths` are those that are shown, of `count`; `members` are as in `Heap`. */
  finish(
    ledger: Pick<Ledger, 'count' | 'pathOf'>,
    advice: (reason: T, paths: readonly string[], count: number, members: readonly number[]) => string,
  ): readonly Heap[]
}

interface Growing<T> {
  readonly reason: T
  bytes: number
  /** Bytes by directory, or by where `members` has a file: a million paths would take too much memory. */
  readonly places: Map<string | number, number>
  /** Layer, entry and bytes, one after the other. */
  readonly members: number[]
}

/** A heap that weighs less than `least` bytes is none. */
export function createHeaps<T extends Reason>(rule: Rule, least = WORTH_SAYING): Heaps<T> {
  const heaps = new Map<LayerOwner, Map<string, Growing<T>>>()

  function heapOf(reason: T): Growing<T> {
    let ofOwner = heaps.get(reason.owner)
    if (ofOwner === undefined) heaps.set(reason.owner, (ofOwner = new Map<string, Growing<T>>()))
    const key = `${reason.subject}\0${reason.apart ?? ''}`
    let heap = ofOwner.get(key)
    if (heap === undefined) {
      heap = { reason, bytes: 0, places: new Map(), members: [] }
      ofOwner.set(key, heap)
    }
    return heap
  }

  return {
    add(reason, { layer, entry, bytes }, place, part = bytes) {
      const heap = heapOf(reason)
      heap.bytes += part
      const key = place ?? heap.members.length
      heap.places.set(key, (heap.places.get(key) ?? 0) + part)
      heap.members.push(layer, entry, part)
    },
    finish(ledger, advice) {
      const all = [...heaps.values()].flatMap((ofOwner) => [...ofOwner.values()])
      return all
        .filter(({ bytes }) => bytes >= least)
        .map(({ reason, bytes, places, members }): Heap => {
          countHeap(ledger, { members })
          const pathAt = (at: number): string => ledger.pathOf(members[at] ?? 0, members[at + 1] ?? 0)
          const paths = heaviest(places, pathAt)
          return {
            rule,
            subject: reason.subject,
            owner: reason.owner,
            text: reason.text ?? reason.owner.whole,
            bytes,
            paths,
            advice: advice(reason, paths, places.size, members),
            members,
          }
        })
    },
  }
}

type Place = readonly [path: string, bytes: number]

function heavierFirst([path, bytes]: Place, [other, otherBytes]: Place): number {
  return otherBytes - bytes || (path < other ? -1 : 1)
}

/** The paths of those with most bytes. No more of the others are made than it takes to tell. */
function heaviest(places: ReadonlyMap<string | number, number>, pathAt: (at: number) => string): readonly string[] {
  const kept: Place[] = []
  for (const [at, bytes] of places) {
    const last = kept.length < MOST_PATHS ? undefined : kept.at(-1)
    if (last !== undefined && bytes < last[1]) continue
    const place: Place = [typeof at === 'string' ? at : pathAt(at), bytes]
    if (last !== undefined && heavierFirst(last, place) < 0) continue
    kept.push(place)
    kept.sort(heavierFirst)
    kept.splice(MOST_PATHS)
  }
  return kept.map(([path]) => path)
}
