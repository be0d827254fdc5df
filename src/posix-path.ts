/** Paths as texts, of images and of the commands in them; folders that make something of data alone have no node:path. */

/** Bytes of the longest path that Linux opens (limits.h, PATH_MAX): no program reaches what lies at a longer one. */
export const LONGEST_PATH = 4096

/** The last part; '' where the path ends in a slash. */
export function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}

/** The directory above; '' above the first. */
export function parentOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')))
}
