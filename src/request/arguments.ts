import { GateError } from '../errors.js'
import { type Against, COMMAND_OPTIONS, type CommandOption, readAgainst } from './against.js'
import { INPUT_NAMES, inputSpec, isInputName, type InputName, type RawInputs } from './inputs.js'
import { nearest } from '../nearest.js'

/** What the command does. */
export type CommandName = 'compare' | 'measure' | 'check' | 'report' | 'init'

/** What stands on the command line. */
export interface Arguments {
  readonly command: CommandName | 'help' | 'version'
  readonly inputs: RawInputs
  /** The two targets to compare with each other; null: the head with its base. */
  readonly against: Against | null
  /** What goes to standard output. */
  readonly output: 'text' | 'json' | 'markdown'
  readonly quiet: boolean
}

const COMMANDS: readonly CommandName[] = ['compare', 'measure', 'check', 'report', 'init']
/** Commands of the contract that this version does not have yet. */
const NOT_YET: readonly string[] = ['report', 'init']
const SWITCHES = ['json', 'markdown', 'quiet', 'help', 'version'] as const
/** Inputs that are lists take one line more each time they are given. */
const LISTS: readonly string[] = ['list', 'lines', 'pairs', 'named', 'secrets', 'targets', 'platforms']

/**
 * Reads the command line: `size-gate [COMMAND] [BASE] [--INPUT VALUE]…`. Each input is an option of its name; boolean ones
 * also as `--no-NAME`. Throws a usage GateError that names what is wrong and the nearest right word.
 */
export function readArguments(words: readonly string[]): Arguments {
  const inputs: Partial<Record<InputName, string>> = {}
  const switches = new Set<string>()
  const own: Partial<Record<CommandOption, string>> = {}
  const plain: string[] = []
  const rest = [...words]
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    if (word === '--') {
      plain.push(...rest.splice(0))
    } else if (word === '-h') {
      switches.add('help')
    } else if (!word.startsWith('-') || word === '-') {
      plain.push(word)
    } else {
      readOption(word, rest, { inputs, switches, own })
    }
  }
  const [first] = plain
  const named = COMMANDS.find((name) => name === first)
  const operands = named === undefined ? plain : plain.slice(1)
  const command = named ?? 'compare'
  const nothing = { inputs, against: null, output: 'text', quiet: false } as const
  if (switches.has('help')) return { command: 'help', ...nothing }
  if (switches.has('version')) return { command: 'version', ...nothing }
  if (NOT_YET.includes(command)) {
    throw new GateError(
      'usage',
      `the command \`${command}\` has not come yet in this version`,
      'See `size-gate --help`.',
    )
  }
  const asked = { ...inputs, ...baseOf(command, operands, inputs) }
  return {
    command,
    inputs: asked,
    against: readAgainst(own, command, command === 'compare' ? asked : inputs),
    output: outputOf(switches),
    quiet: switches.has('quiet'),
  }
}

/** What is given with a name, as it is read. */
interface Given {
  readonly inputs: Partial<Record<InputName, string>>
  readonly switches: Set<string>
  /** Options that are no inputs. */
  readonly own: Partial<Record<CommandOption, string>>
}

function readOption(word: string, rest: string[], { inputs, switches, own }: Given): void {
  const [, written = '', value] = /^--?([^=]*)(?:=(.*))?$/s.exec(word) ?? []
  if (SWITCHES.some((name) => name === written) && value === undefined) {
    switches.add(written)
    return
  }
  const option = COMMAND_OPTIONS.find((each) => each === written)
  if (option !== undefined) {
    const given = value ?? rest.shift()
    if (given === undefined) throw new GateError('usage', `--${option} needs a value`, 'See `size-gate --help`.')
    if (own[option] !== undefined) throw new GateError('usage', `--${option} is given twice`)
    own[option] = given
    return
  }
  const name = written === 'html' ? 'html-report' : written
  const positive = name.replace(/^no-/, '')
  if (isInputName(name)) {
    const given = value ?? (inputSpec(name).kind === 'boolean' ? 'true' : rest.shift())
    if (given === undefined)
      throw new GateError('usage', `--${written} needs a value`, `${inputSpec(name).description}.`)
    const before = inputs[name]
    inputs[name] = before !== undefined && LISTS.includes(inputSpec(name).kind) ? `${before}\n${given}` : given
  } else if (isInputName(positive) && inputSpec(positive).kind === 'boolean' && value === undefined) {
    inputs[positive] = 'false'
  } else {
    const near = nearest(written, [...SWITCHES, ...COMMAND_OPTIONS, ...INPUT_NAMES])
    throw new GateError(
      'usage',
      `there is no option \`${word.replace(/=.*/s, '')}\``,
      near === null ? 'See `size-gate --help`.' : `Did you mean \`--${near}\`?`,
    )
  }
}

function baseOf(command: CommandName, operands: readonly string[], inputs: RawInputs): RawInputs {
  const [base, ...more] = operands
  if (command === 'measure') {
    if (base !== undefined) throw new GateError('usage', `\`size-gate measure\` takes no base, but "${base}" was given`)
    return { mode: 'measure', baseline: inputs['baseline'] ?? 'none' }
  }
  if (base === undefined) return {}
  if (command === 'check') throw new GateError('usage', `\`size-gate check\` takes no base, but "${base}" was given`)
  if (more.length > 0)
    throw new GateError('usage', `one base can be given, not ${operands.length}: ${operands.join(' ')}`)
  if (inputs['base-ref'] !== undefined) {
    throw new GateError('usage', `the base is given twice: ${base} and --base-ref ${inputs['base-ref']}`)
  }
  return { 'base-ref': base }
}

function outputOf(switches: ReadonlySet<string>): Arguments['output'] {
  if (switches.has('json') && switches.has('markdown')) {
    throw new GateError('usage', '--json and --markdown both go to standard output: give one of them')
  }
  return switches.has('json') ? 'json' : switches.has('markdown') ? 'markdown' : 'text'
}
