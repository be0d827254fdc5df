import { connectEngine, type Engine } from './builder/engine.js'
import { removeImages } from './builder/images.js'
import { type Builder, probeBuilder } from './builder/probe.js'
import { messageOf } from './errors.js'
import { abandonedRuns, goneFrom, isLongAgo, openScratch, removeScratch, type Scratch } from './scratch.js'
import type { World } from './world.js'

/** What a run holds while it lasts, and gives back at its end, however it ends. */
export interface Session {
  readonly scratch: Scratch
  /** Asked for while other things go on. */
  readonly builder: Promise<Builder>
  /** Connects when first asked for. */
  readonly engine: () => Promise<Engine>
  /** Takes note of an image that was made. Others of this run are found too, but it takes longer. */
  readonly made: (image: string) => void
  readonly close: () => Promise<void>
}

/** Opens a session on the builder called `name` (null: the current one). Its end also clears away what killed runs left. */
export async function openSession(world: World, name: string | null): Promise<Session> {
  const scratch = await openScratch(world.temporary, world.now())
  const builder = probeBuilder(world.run, name)
  // Awaited later; a run that fails before has its own error to tell.
  builder.catch(() => undefined)
  const made = new Set<string>()
  let engine: Promise<Engine> | undefined
  return {
    scratch,
    builder,
    engine: () =>
      (engine ??= builder.then((found) =>
        connectEngine(found, { ...world, scratch: scratch.directory, runId: scratch.id }),
      )),
    made: (image) => made.add(image),
    async close() {
      const opened = await engine?.catch(() => undefined)
      opened?.close()
      // Who asked for a builder that is not there was told so.
      const found = await builder.catch(() => undefined)
      for (const cleared of await Promise.allSettled([clear(world, found, scratch.id, made), scratch.remove()])) {
        if (cleared.status === 'rejected' && !world.signal.aborted) {
          world.log.warning(`Not everything could be cleared away: ${messageOf(cleared.reason)}`)
        }
      }
    },
  }
}

/** Removes this run's images, and what killed runs left: their directories name them, and their images carry that name. */
async function clear(
  world: World,
  builder: Builder | undefined,
  ownId: string,
  made: ReadonlySet<string>,
): Promise<void> {
  const killed = await abandonedRuns(world.temporary)
  if (builder?.method.driver === 'docker') {
    // A run on another machine may use the same engine: its images are let be for as long as a run may last.
    const isGone = await goneFrom(world.temporary)
    const isOver = (id: string): boolean =>
      id === ownId || killed.includes(id) || isGone(id) || isLongAgo(id, world.now())
    await removeImages(world.runAlways, builder, { made, isOver })
  }
  if (builder !== undefined) for (const id of killed) await removeScratch(world.temporary, id)
}
