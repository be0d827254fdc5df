/**
 * Whether a directory is that of an installed package: below the first `node_modules` of its path there is nothing but
 * packages, scopes and further `node_modules`, and the stores that package managers keep in them
 * (`.pnpm/react@18.2.0/node_modules/react`). What a package has in its tests is none.
 * Source: Node.js, "Loading from node_modules folders"; npm docs, folders; pnpm docs, "Symlinked node_modules structure".
 */
export function isInstalledPackage(directory: string): boolean {
  const segments = directory.split('/')
  if (segments.some((segment) => segment === '' || segment === '.' || segment === '..')) return false
  let at = segments.indexOf('node_modules')
  while (segments[at] === 'node_modules') {
    const name = segments[at + 1] ?? ''
    if (name.startsWith('.')) {
      at += 3
      continue
    }
    at += name.startsWith('@') ? 3 : 2
    if (at === segments.length) return true
  }
  return false
}

/**
 * The directory that holds a project's `node_modules`, absolute and '' for the root of the image, where `path` is the
 * file `lock` of it. null within a package: what a package was published with says nothing of what is installed now.
 */
export function rootOf(path: string, lock: string): string | null {
  const root = `/${path.slice(0, -lock.length)}`
  return root.endsWith('/') && !root.includes('/node_modules/') ? root.slice(0, -1) : null
}
