import { connectEngine, type Engine } from './builder/engine.js'
import { removeImages, runsWithImages } from './builder/images.js'
import { type Builder, probeBuilder } from './builder/probe.js'
import { messageOf } from './errors.js'
import { abandonedRuns, isLongAgo, openScratch, removeScratch, type Scratch } from './scratch.js'
import type { World } from './world.js'

/** What a run holds while it lasts, and gives back at its end, however it ends. */
export interface Session {
  readonly scratch: Scratch
  /** Asked for while other things go on. */
  readonly builder: Promise<Builder>
  /** Connects when first asked for. */
  readonly engine: () => Promise<Engine>
  close(): Promise<void>
}

/** Opens a session on the builder called `name` (null: the current one), and clears away what killed runs left. */
export async function openSession(world: World, name: string | null): Promise<Session> {
  const scratch = await openScratch(world.temporary, world.now())
  const builder = probeBuilder(world.run, name)
  const cleared = builder.then((found) => clearAbandoned(world, found))
  // Both are awaited later; a run that fails before has its own error to tell.
  builder.catch(() => undefined)
  cleared.catch(() => undefined)
  let engine: Promise<Engine> | undefined
  return {
    scratch,
    builder,
    engine: () =>
      (engine ??= builder.then((found) =>
        connectEngine(found, { ...world, scratch: scratch.directory, runId: scratch.id }),
      )),
    async close() {
      const opened = await engine?.catch(() => undefined)
      opened?.close()
      // Who asked for a builder that is not there was told so.
      const found = await builder.catch(() => undefined)
      if (found !== undefined) await cleared.catch((error: unknown) => warn(world, error))
      const images = found?.method.driver === 'docker' ? removeImages(world.runAlways, found, scratch.id) : null
      for (const removed of await Promise.allSettled([images, scratch.remove()])) {
        if (removed.status === 'rejected') warn(world, removed.reason)
      }
    },
  }
}

/** Killed runs could not clear up: their directories name them, and their images carry that name. */
async function clearAbandoned(world: World, builder: Builder): Promise<void> {
  const killed = await abandonedRuns(world.temporary)
  const ofImages = builder.method.driver === 'docker' ? await runsWithImages(world.run, builder) : []
  for (const id of ofImages) {
    // A run on another machine may use the same engine: its images are let be for as long as a run may last.
    if (killed.includes(id) || isLongAgo(id, world.now())) await removeImages(world.run, builder, id)
  }
  for (const id of killed) await removeScratch(world.temporary, id)
}

function warn(world: World, error: unknown): void {
  if (!world.signal.aborted) world.log.warning(`Not everything could be cleared away: ${messageOf(error)}`)
}
