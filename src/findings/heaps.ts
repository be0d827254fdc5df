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
  /** What keeps heaps of one subject and one owner apart, where something does. */
  readonly apart?: string
}

/** Gathers files into heaps. `advice` is asked once for each heap that is worth saying. */
export interface Heaps<T extends Reason> {
  /** `place`: the file's own path, or the directory that is shown for it; `part`: how many of its bytes, if not all. */
  add(reason: T, file: Pick<LayerFile, 'layer' | 'entry' | 'bytes'>, place: string, part?: number): void
  /** Counts what the heaps have. */
  finish(
    ledger: Pick<Ledger, 'count'>,
    advice: (reason: T, paths: readonly string[], bytes: number) => string,
  ): readonly Heap[]
}

interface Growing<T> {
  readonly reason: T
  bytes: number
  readonly places: Map<string, number>
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
      heap.places.set(place, (heap.places.get(place) ?? 0) + part)
      heap.members.push(layer, entry, part)
    },
    finish(ledger, advice) {
      const all = [...heaps.values()].flatMap((ofOwner) => [...ofOwner.values()])
      return all
        .filter(({ bytes }) => bytes >= least)
        .map(({ reason, bytes, places, members }): Heap => {
          countHeap(ledger, { members })
          const paths = [...places].toSorted(heavierFirst).map(([place]) => place)
          return {
            rule,
            subject: reason.subject,
            owner: reason.owner,
            bytes,
            paths: paths.slice(0, MOST_PATHS),
            advice: advice(reason, paths, bytes),
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
