import { didYouMean } from './nearest.js'
import { Refusal } from './refusal.js'
import { isSpace } from './space.js'

export type FlagKind = 'boolean' | 'one' | 'many'

/**
 * Cuts the `--flags` off the front of an instruction's arguments, quotes and escapes resolved:
 * `extractBuilderFlags` of BuildKit's parser/split_command.go. A lone `--` ends them.
 */
export function takeFlags(line: string, escape: string): { readonly flags: readonly string[]; readonly rest: string } {
  const flags: string[] = []
  let position = 0
  for (;;) {
    while (position < line.length && isSpace(line.charAt(position))) position++
    if (!line.startsWith('--', position)) return { flags, rest: line.slice(position) }
    let word = ''
    let quote: string | null = null
    let quoted = false
    for (; position < line.length; position++) {
      const character = line.charAt(position)
      if (quote === null && isSpace(character)) break
      if (character === quote) quote = null
      else if (quote === null && (character === '"' || character === "'")) {
        quote = character
        quoted = true
      } else if (character !== escape) word += character
      else if (position + 1 < line.length) word += line.charAt(++position)
    }
    if (word === '--') return { flags, rest: line.slice(position) }
    if (quoted || word !== '') flags.push(word)
  }
}

/**
 * The values of each flag of an instruction, in the order written. Throws a Refusal for a flag that the instruction
 * does not know, that is given twice, or whose value is missing or no boolean (BuildKit's instructions/bflag.go).
 */
export function readFlags(
  flags: readonly string[],
  known: Readonly<Record<string, FlagKind>>,
): ReadonlyMap<string, readonly string[]> {
  const values = new Map<string, string[]>()
  for (const flag of flags) {
    if (flag === '--') break
    if (!flag.startsWith('--')) throw new Refusal(`a flag starts with --: ${flag}`)
    const equals = flag.indexOf('=')
    const written = equals < 0 ? flag : flag.slice(0, equals)
    const value = equals < 0 ? null : flag.slice(equals + 1)
    const name = written.slice(2)
    const kind = Object.hasOwn(known, name) ? known[name] : undefined
    if (kind === undefined)
      throw new Refusal(
        `unknown flag: ${written}`,
        didYouMean(
          written,
          Object.keys(known).map((flag) => `--${flag}`),
        ),
      )
    const earlier = values.get(name)
    if (earlier !== undefined && kind !== 'many') throw new Refusal(`flag given twice: ${written}`)
    values.set(name, [...(earlier ?? []), flagValue(written, value, kind)])
  }
  return values
}

function flagValue(written: string, value: string | null, kind: FlagKind): string {
  if (kind !== 'boolean') {
    if (value === null) throw new Refusal(`flag without a value: ${written}`)
    return value
  }
  if (value === '') throw new Refusal(`flag without a value: ${written}`)
  const truth = (value ?? 'true').toLowerCase()
  if (truth === 'true' || truth === 'false') return truth
  throw new Refusal(`${written} is true or false, not ${value ?? ''}`)
}
