/** Whether a version, such as `0.29.1`, is older than another. */
export function isOlder(version: string, than: string): boolean {
  const parts = version.split('.').map(Number)
  for (const [index, part] of than.split('.').map(Number).entries()) {
    const own = parts[index] ?? 0
    if (own !== part) return own < part
  }
  return false
}
