import { SECRET_WORD } from '../layer/secret-word.js'

/** Between underscores, anywhere: the name is all that tells, as what it is given may be a variable's value. */
const SECRET = new RegExp(`(?:^|_)(?:${SECRET_WORD}(?:_|$)|pass$)`, 'i')

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
