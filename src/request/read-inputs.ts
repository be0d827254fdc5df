import { didYouMean } from '../nearest.js'
import { INPUT_NAMES, inputSpec, isInputName, type InputName, type RawInputs } from './inputs.js'
import { collect, type Problem } from './problem.js'
import type { Settings } from './settings.js'
import { readValue } from './value.js'

/** The inputs that `raw` gives, typed, and everything that is wrong with them. */
export function readInputs(raw: RawInputs): { readonly settings: Settings; readonly problems: readonly Problem[] } {
  const problems: Problem[] = []
  const entries: [InputName, unknown][] = []
  for (const [name, text] of Object.entries(raw)) {
    const given = text?.trim() ?? ''
    if (given === '') continue
    if (!isInputName(name)) {
      problems.push({ where: name, message: `this is not an input.${didYouMean(name, INPUT_NAMES)}` })
    } else if (inputSpec(name).come === false) {
      problems.push({ where: name, message: notYet('input', name) })
    } else {
      const written = inputSpec(name).kind === 'secrets' ? (text ?? '') : given
      const value = collect(problems, name, () => readValue(name, written))
      if (value !== undefined) entries.push([name, value])
    }
  }
  return { settings: Object.fromEntries(entries), problems }
}

/** The sentence that refuses an input or key whose behaviour has not come. */
export function notYet(what: 'input' | 'key', name: string): string {
  return `the ${what} \`${name}\` has not come yet in this version; take it away.`
}
