import { type OverRuns, removesBuildRecords } from './builder/build-records.js'
import { connectEngine, type Engine, type EngineContext } from './builder/engine.js'
import { findBuildx } from './builder/buildx-command.js'
import { removeImages } from './builder/images.js'
import { type Builder, probeBuilder } from './builder/probe.js'
import { messageOf } from './errors.js'
import { abandonedRuns, goneFrom, isLongAgo, openScratch, removeScratch, type Scratch } from './scratch.js'
import { settleAll } from './settle.js'
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
  /** Nothing is asked of the builder from now on: it is cleared while other things go on. */
  readonly finishBuilder: () => void
  readonly close: () => Promise<void>
}

/** Opens a session on the builder called `name` (null: the current one). Its end also clears away what killed runs left. */
export async function openSession(world: World, name: string | null): Promise<Session> {
  const scratch = await openScratch(world.temporary, world.now())
  const builder = findBuildx(world.run, world.env).then((buildx) => probeBuilder(world.run, buildx, name))
  // Awaited later; a run that fails before has its own error to tell.
  builder.catch(() => undefined)
  const made = new Set<string>()
  let engine: Promise<Engine> | undefined
  let cleared: Promise<void> | undefined

  async function clear(): Promise<void> {
    const opened = await engine?.catch(() => undefined)
    try {
      // Who asked for a builder that is not there was told so.
      const found = await builder.catch(() => undefined)
      if (found !== undefined) await clearBuilder(found, { world, scratch, made, engine: opened ?? null })
    } finally {
      opened?.close()
    }
  }

  function connected(): Promise<Engine> {
    if (engine === undefined) {
      engine = builder.then((found) => connectEngine(found, engineContext(world, scratch)))
      // Awaited when it is first read from.
      engine.catch(() => undefined)
    }
    return engine
  }

  return {
    scratch,
    builder,
    engine: connected,
    made: (image) => made.add(image),
    finishBuilder() {
      cleared = clear()
      // Told of at the end.
      cleared.catch(() => undefined)
    },
    async close() {
      for (const done of await Promise.allSettled([cleared ?? clear()])) tell(world, done)
      for (const done of await Promise.allSettled([scratch.remove()])) tell(world, done)
    },
  }
}

function engineContext(world: World, scratch: Scratch): EngineContext {
  return { ...world, scratch: scratch.directory, runId: scratch.id }
}

function tell(world: World, done: PromiseSettledResult<void>): void {
  if (done.status === 'rejected' && !world.signal.aborted) {
    world.log.warning(`Not everything could be cleared away: ${messageOf(done.reason)}`)
  }
}

interface Held {
  readonly world: World
  readonly scratch: Scratch
  readonly made: ReadonlySet<string>
  /** null: nothing was built. */
  readonly engine: Engine | null
}

/**
 * Removes this run's images and builds, and what killed runs left: their directories name them, and what they made
 * carries that name. A run on another machine may use the same builder: what it made is let be for as long as a run may
 * last.
 */
async function clearBuilder(builder: Builder, { world, scratch, made, engine }: Held): Promise<void> {
  const killed = await abandonedRuns(world.temporary)
  const isGone = await goneFrom(world.temporary)
  const isOver = (id: string): boolean =>
    id === scratch.id || killed.includes(id) || isGone(id) || isLongAgo(id, world.now())
  await settleAll([
    builder.method.driver === 'docker' ? removeImages(world.runAlways, builder, { made, isOver }) : null,
    engine === null ? null : clearBuildKit(builder, engine, { ownId: scratch.id, isOver }, { world, scratch }),
  ])
  for (const id of killed) await removeScratch(world.temporary, id)
}

async function clearBuildKit(
  builder: Builder,
  engine: Engine,
  runs: OverRuns,
  { world, scratch }: Pick<Held, 'world' | 'scratch'>,
): Promise<void> {
  if (!world.signal.aborted) await engine.dropPulled()
  if (!removesBuildRecords(builder.method)) return
  if (!world.signal.aborted) {
    await engine.removeBuildRecords(runs)
    return
  }
  // The run was told to stop, and its connection is gone.
  const own = connectEngine(builder, { ...engineContext(world, scratch), run: world.runAlways, signal: null })
  try {
    await own.removeBuildRecords(runs)
  } finally {
    own.close()
  }
}
