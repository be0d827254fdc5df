import { GateError } from '../errors.js'
import { parseList } from './csv-list.js'
import type { InputName } from './inputs.js'
import { quote } from './problem.js'
import type { Named } from './settings.js'
import type { Written } from './value.js'

/** How each input with names is written, and whether commas separate its items, as in docker/build-push-action. */
const FORMS: Readonly<Partial<Record<InputName, { readonly form: string; readonly commas: 'split' | 'kept' }>>> = {
  'build-contexts': { form: 'NAME=SOURCE', commas: 'kept' },
  'secret-envs': { form: 'ID=VARIABLE', commas: 'split' },
  'secret-files': { form: 'ID=PATH', commas: 'kept' },
}

/**
 * What the input `name` says by name, from its text, a list of `NAME=VALUE`, or a map. Throws a GateError (usage) that
 * quotes names only: where a variable or a file is expected, someone may have written the secret itself.
 */
export function readNamed(written: Written, name: InputName): Named {
  const { form, commas } = FORMS[name] ?? { form: 'NAME=VALUE', commas: 'kept' }
  const items = typeof written === 'string' ? parseList(written, commas) : written
  const entries = isList(items) ? items.map((item, index) => split(item, index, form)) : Object.entries(items)
  return Object.fromEntries(
    entries.map(([key, value]): [string, string] => {
      const trimmed = value?.trim() ?? ''
      if (!isName(key)) throw new GateError('usage', `${quote(key)} is not a name`, `Write \`${form}\`.`)
      if (trimmed === '') throw new GateError('usage', `${quote(key)} has no value`, `Write \`${form}\`.`)
      if (/\p{Cc}/u.test(trimmed)) throw new GateError('usage', `the value of ${quote(key)} holds a control character`)
      return [key, trimmed]
    }),
  )
}

/**
 * Secrets by id. A value may have several lines, and may be empty, as in a pull request of a fork, which gets no
 * secrets. Throws a GateError (usage) that quotes nothing: a value that lacks its quotes reads like ids.
 */
export function readSecrets(text: string): Named {
  const form = 'ID=VALUE'
  const entries = parseList(text, 'kept', 'kept').map((item, index) => {
    const [id, value] = split(item, index, form)
    if (!isName(id)) throw new GateError('usage', `item ${index + 1} does not begin with an id`, QUOTES)
    return [id, value]
  })
  return Object.fromEntries(entries) as Named
}

const QUOTES = 'Write `ID=VALUE`, and a value of several lines in quotes: `"ID=VALUE"`.'

function split(item: string, index: number, form: string): [string, string] {
  const equals = item.indexOf('=')
  if (equals < 0) {
    const hint = form === 'ID=VALUE' ? QUOTES : `Write \`${form}\`.`
    throw new GateError('usage', `item ${index + 1} has no \`=\``, hint)
  }
  return [item.slice(0, equals).trim(), item.slice(equals + 1)]
}

function isName(name: string): boolean {
  return /^[^\s=\p{Cc}]+$/u.test(name)
}

/** `Array.isArray` alone loses `readonly`. */
function isList(written: Exclude<Written, string>): written is readonly string[] {
  return Array.isArray(written)
}
