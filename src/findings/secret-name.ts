/** Words that say of a value that it is nobody's business, between underscores. */
const SECRET =
  /(?:^|_)(?:apikey|credentials?|passwd|password|pword|secret|token|(?:access|api|deploy|private|ssh|signing)_?key)(?:_|$)/i

/** Ends that say that it is not the value itself: where it is kept, what it is called, how long it holds. */
const ABOUT = /_(?:dir|file|id|length|name|path|ttl|timeout|url|user|username|version)$/i

/** Whether a variable of this name is likely to hold a secret. */
export function isSecretName(name: string): boolean {
  return SECRET.test(name) && !ABOUT.test(name) && !/(?:^|_)public(?:_|$)/i.test(name)
}

/** The names that an ARG or ENV instruction gives a value, or lets one be given; none of another instruction. */
export function argumentNames(keyword: string, text: string): readonly string[] {
  if (keyword !== 'ARG' && keyword !== 'ENV') return []
  // What stands in quotes is no name; nothing is given where the quotes are empty.
  const bare = text
    .replace(/"(?:\\.|[^"\\])*"|'[^']*'/g, (quoted) => (quoted.length > 2 ? 'x' : ''))
    .replace(/\\\s/g, 'x')
  const words = bare.split(/\s+/).slice(1)
  // `ENV NAME VALUE`, the old way.
  const [first, ...others] = words
  if (keyword === 'ENV' && first !== undefined && !first.includes('=')) return others.length > 0 ? [first] : []
  return words.flatMap((word) => {
    const [, name, equals, value] = /^([A-Za-z_]\w*)(=?)(.*)$/.exec(word) ?? []
    return name === undefined || (equals === '=' && value === '') ? [] : [name]
  })
}
