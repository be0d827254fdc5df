/** By their keys, in the order of the first of each. */
export function grouped<K, T>(all: Iterable<T>, keyOf: (one: T) => K): Map<K, T[]> {
  const byKey = new Map<K, T[]>()
  for (const one of all) addTo(byKey, keyOf(one), one)
  return byKey
}

export function addTo<K, T>(byKey: Map<K, T[]>, key: K, one: T): void {
  const group = byKey.get(key)
  if (group === undefined) byKey.set(key, [one])
  else group.push(one)
}
