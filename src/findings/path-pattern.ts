/** Any number of names, none included. */
const ANY_NAMES = '**'

/**
 * Tells which absolute paths `pattern` matches: `*` is any run of characters in one name, `?` is one character, and `**` in
 * place of a name is any number of names. A pattern whose last name has no wildcard is also that of all that is below it.
 */
export function pathPattern(pattern: string): (path: string) => boolean {
  const names = namesOf(pattern)
  const last = names.at(-1) ?? ''
  const wanted = /[*?]/.test(last) ? names : [...names, ANY_NAMES]
  const fits = (name: string, text: string): boolean =>
    name === text || (/[*?]/.test(name) && fitsAll(Array.from(name), Array.from(text), '*', isCharacter))
  return (path) => path.startsWith('/') && fitsAll(wanted, namesOf(path), ANY_NAMES, fits)
}

/** What keeps `pattern` from being a pattern of paths, to end a sentence; null where it is one. */
export function patternTrouble(pattern: string): string | null {
  if (!pattern.startsWith('/')) return 'it does not begin with `/`'
  const names = namesOf(pattern)
  if (names.some((name) => name === '.' || name === '..')) return 'it has a name `.` or `..`'
  if (names.some((name) => name !== ANY_NAMES && name.includes(ANY_NAMES))) {
    return '`**` has to stand alone between slashes, as in `/usr/**/*.h`'
  }
  return /\p{Cc}/u.test(pattern) ? 'it holds a control character' : null
}

function namesOf(path: string): readonly string[] {
  return path.split('/').filter((name) => name !== '')
}

function isCharacter(wanted: string, character: string): boolean {
  return wanted === '?' || wanted === character
}

/**
 * Whether `pattern` matches all `items`, where its part `many` stands for any number of them. It goes back to the last `many`
 * only, as what stands before that is best matched as early as can be: the time is at most the product of both lengths.
 */
function fitsAll(
  pattern: readonly string[],
  items: readonly string[],
  many: string,
  fits: (part: string, item: string) => boolean,
): boolean {
  let part = 0
  let item = 0
  let afterMany: readonly [part: number, item: number] | null = null
  while (item < items.length) {
    const wanted = pattern[part]
    if (wanted === many) {
      part += 1
      afterMany = [part, item]
    } else if (wanted !== undefined && fits(wanted, items[item] ?? '')) {
      part += 1
      item += 1
    } else if (afterMany !== null) {
      afterMany = [afterMany[0], afterMany[1] + 1]
      ;[part, item] = afterMany
    } else return false
  }
  return pattern.slice(part).every((rest) => rest === many)
}
