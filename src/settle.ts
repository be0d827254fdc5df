/** As `Promise.all`, but where one fails it throws only when the others have ended too, so that none outlives its caller. */
export async function settleAll<T extends readonly unknown[]>(
  work: T,
): Promise<{ -readonly [Index in keyof T]: Awaited<T[Index]> }> {
  await Promise.allSettled(work)
  return Promise.all(work)
}
