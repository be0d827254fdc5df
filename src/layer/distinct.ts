/** Which numbers there are in a column. `new Set(column)` makes an object for each of a million, all of them in memory at once. */
export function distinct(column: Uint8Array | Uint16Array): Set<number> {
  const found = new Set<number>()
  for (let at = 0; at < column.length; at++) found.add(column[at] ?? 0)
  return found
}
