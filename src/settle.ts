/** As `Promise.all`, but where one fails it throws only when the others have ended too, so that none outlives its caller. */
export async function settleAll<T extends readonly unknown[]>(
  work: T,
): Promise<{ -readonly [Index in keyof T]: Awaited<T[Index]> }> {
  await Promise.allSettled(work)
  return Promise.all(work)
}

/** Commands that run at once at most: each is a process of some 30 MB. */
const AT_ONCE = 8

/** Does `work` for each of `items`, a few at once. Where one fails it begins no more, and throws when those begun have ended. */
export async function forEachOf<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<readonly R[]> {
  const results: R[] = []
  const rest = items.entries()
  let hasFailed = false
  async function worker(): Promise<void> {
    for (const [index, item] of rest) {
      if (hasFailed) return
      try {
        results[index] = await work(item)
      } catch (error) {
        hasFailed = true
        throw error
      }
    }
  }
  await settleAll(Array.from({ length: AT_ONCE }, worker))
  return results
}
