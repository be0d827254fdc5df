import { INPUTS, type InputSpec } from './input-table.js'

export { INPUTS, type InputGroup, type InputKind, type InputSpec } from './input-table.js'

export type InputName = keyof typeof INPUTS

/** Every input's name, in the order of action.yml. */
export const INPUT_NAMES = Object.keys(INPUTS) as readonly InputName[]

/** What is known of the input `name`. */
export function inputSpec(name: InputName): InputSpec {
  return INPUTS[name]
}

/** Whether `name` is that of an input. */
export function isInputName(name: string): name is InputName {
  return Object.hasOwn(INPUTS, name)
}

/** What action.yml and `--help` say of an input: its description, its default, and what of it has not come yet. */
export function describeInput(name: InputName): string {
  const spec = inputSpec(name)
  const byDefault = spec.default === null || spec.declared === true ? '' : ` Default: ${spec.default}.`
  const { come } = spec
  const later =
    typeof come === 'boolean' ? [] : (spec.choices ?? ['true', 'false']).filter((each) => !come.includes(each))
  const yet =
    come === false
      ? ' Has not come yet in this version.'
      : later.length > 0
        ? ` Not in this version yet: ${later.map((each) => `\`${each}\``).join(', ')}.`
        : ''
  return `${spec.description}.${byDefault}${yet}`
}

/** Inputs as they were given: the text by the input's name; '' or absent is not given. */
export type RawInputs = Readonly<Record<string, string | undefined>>

/**
 * The inputs that the runner put into the environment, read as @actions/core's `getInput` does: trimmed, but for secrets,
 * whose values may end in blanks.
 */
export function inputsFromEnv(env: Readonly<Record<string, string | undefined>>): RawInputs {
  return Object.fromEntries(
    INPUT_NAMES.map((name): [string, string] => {
      const text = env[`INPUT_${name.replaceAll(' ', '_').toUpperCase()}`] ?? ''
      return [name, inputSpec(name).kind === 'secrets' ? text : text.trim()]
    }),
  )
}
