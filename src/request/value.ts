import { GateError } from '../errors.js'
import { parseCount, parseGrowth, parseShare, parseSize } from '../policy/limit-grammar.js'
import { didYouMean } from '../nearest.js'
import { parseList } from './csv-list.js'
import { inputSpec, type InputName } from './inputs.js'
import { quote } from './problem.js'
import { readEntitlements } from './entitlements.js'
import { readPlatforms } from './platforms.js'
import { readNamed, readSecrets } from './named.js'
import { readPairs } from './pairs.js'
import type { KindValues, Settings } from './settings.js'
import { readTargets } from './target-selection.js'

/** An input as it was written: text in a workflow; in the config file also a list or a map of texts. */
export type Written = string | readonly string[] | Readonly<Record<string, string | null>>

/** The value of the input `name`. Throws a GateError (usage) that quotes it and says what was expected. */
export function readValue<N extends InputName>(name: N, written: Written): NonNullable<Settings[N]> {
  const spec = inputSpec(name)
  const value = READERS[spec.kind](written, name)
  if (typeof spec.come !== 'boolean') refuseLater(spec.come, value)
  // The table says which kind the input is of, and KindValues what that kind is read into.
  return value as NonNullable<Settings[N]>
}

function refuseLater(come: readonly string[], value: KindValues[keyof KindValues]): void {
  const text = typeof value === 'object' ? null : String(value)
  if (text !== null && come.includes(text)) return
  throw new GateError(
    'usage',
    `${quote(text ?? '')} has not come yet in this version`,
    `Write ${alternatives(come)}, or take it away.`,
  )
}

type Reader<T> = (written: Written, name: InputName) => T

const READERS: { readonly [Kind in keyof KindValues]: Reader<KindValues[Kind]> } = {
  text: (written, name) => plain(one(written), name),
  path: (written, name) => plain(one(written), name),
  command: (written) => one(written),
  list: (written, name) => {
    const items = typeof written === 'string' ? parseList(written, 'split') : several(written)
    return name === 'allow' ? readEntitlements(items) : items
  },
  lines: (written) => (typeof written === 'string' ? parseList(written, 'kept') : several(written)),
  pairs: readPairs,
  named: readNamed,
  secrets: (written) => readSecrets(one(written)),
  platforms: (written) => readPlatforms(typeof written === 'string' ? parseList(written, 'split') : several(written)),
  targets: (written) => readTargets(typeof written === 'string' ? parseList(written, 'split') : several(written)),
  boolean: (written) => readBoolean(one(written)),
  choice: (written, name) => readChoice(one(written), inputSpec(name).choices ?? []),
  size: (written) => parseSize(one(written)),
  growth: (written) => parseGrowth(one(written)),
  share: (written) => parseShare(one(written)),
  count: (written) => parseCount(one(written)),
  ignored: () => true,
}

function one(written: Written): string {
  if (typeof written === 'string') return written
  throw new GateError('usage', 'this is a list or a map', 'Write a single value.')
}

function several(written: Written): readonly string[] {
  if (isList(written)) return written
  throw new GateError('usage', 'this is a map', 'Write a list.')
}

/** Whether `written` is a list; `Array.isArray` alone loses `readonly`. */
export function isList(written: Written): written is readonly string[] {
  return Array.isArray(written)
}

/** The YAML 1.2 core schema's booleans, as @actions/core's `getBooleanInput` takes them. */
function readBoolean(text: string): boolean {
  if (/^(?:true|True|TRUE)$/.test(text)) return true
  if (/^(?:false|False|FALSE)$/.test(text)) return false
  throw new GateError('usage', `${quote(text)} is neither true nor false`, 'Write `true` or `false`.')
}

function readChoice(text: string, choices: readonly string[]): string {
  if (choices.includes(text)) return text
  throw new GateError(
    'usage',
    `${quote(text)} is not one of its values.${didYouMean(text, choices)}`,
    `Write ${alternatives(choices)}.`,
  )
}

function alternatives(names: readonly string[]): string {
  return names.map((name) => `\`${name}\``).join(names.length > 2 ? ', ' : ' or ')
}

const MAX_TEXT = 100

/** Names end in comments, command lines and git: one printable line that cannot be taken for an option. */
function plain(text: string, name: InputName): string {
  if (inputSpec(name).kind === 'path') {
    if (/\p{Cc}/u.test(text)) throw new GateError('usage', `${quote(text)} holds a control character`)
    return text
  }
  if (name === 'github-token') return text
  if (/[\p{Cc}\u2028\u2029]/u.test(text)) throw new GateError('usage', `${quote(text)} is more than one line of text`)
  const length = text.length
  if (length > MAX_TEXT && name !== 'base-ref') {
    throw new GateError('usage', `${quote(text)} has ${length} characters`, `Write at most ${MAX_TEXT}.`)
  }
  if (OPERANDS.has(name) && !/^[^\s-]\S*$/u.test(text)) {
    throw new GateError('usage', `${quote(text)} is not a name`, 'Write one word that does not begin with `-`.')
  }
  return text
}

/** Handed to `docker` and `git`. */
const OPERANDS: ReadonlySet<InputName> = new Set(['base-ref', 'builder', 'network'])
