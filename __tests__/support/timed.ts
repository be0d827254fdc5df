/**
 * Milliseconds of the processor's time that `act` takes. What else the machine does meanwhile does not count, so that a bound
 * that something linear stays far below holds on a busy one too.
 */
export function timed(act: () => void): number {
  const before = process.cpuUsage()
  act()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000
}
