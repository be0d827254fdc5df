/** Absolute paths of an image, compared without a slash at their end. */

/** The parts as one absolute path. */
export function joined(...parts: readonly string[]): string {
  const names = parts.flatMap((part) => part.split('/')).filter((name) => name !== '' && name !== '.')
  return `/${names.join('/')}`
}

/** Whether `path` is `directory` or below it. */
export function isWithin(path: string, directory: string): boolean {
  return directory === '/' || path === directory || path.startsWith(`${directory}/`)
}

/** `path`, which is within `directory`, at the same place within `other`. */
export function rebased(path: string, directory: string, other: string): string {
  return joined(other, path.slice(directory === '/' ? 0 : directory.length))
}

/** The path up to the first name with a wildcard. */
export function withoutPattern(path: string): string {
  const names = joined(path).split('/')
  const first = names.findIndex((name) => /[*?[]/.test(name))
  return joined(...(first < 0 ? names : names.slice(0, first)))
}
