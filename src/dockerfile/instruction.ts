import type { Command } from './command.js'
import { checkInterval } from './duration.js'
import { type FlagKind, readFlags } from './flags.js'
import { heredocIn } from './heredoc.js'
import { checkDevice, mountSource } from './mount.js'
import { didYouMean } from './nearest.js'
import { Refusal } from './refusal.js'
import { trim } from './space.js'

/** `NAME` or `NAME=value` of an ARG; the value is not expanded. */
export interface ArgPair {
  readonly name: string
  readonly value: string | null
}

/** What an instruction means to the stage graph. */
export type Meaning =
  | { readonly kind: 'FROM'; readonly base: string; readonly name: string | null; readonly platform: string | null }
  | { readonly kind: 'ARG'; readonly pairs: readonly ArgPair[] }
  | { readonly kind: 'COPY'; readonly from: string | null }
  /** One entry for each mount, null for a mount without `from=`. */
  | { readonly kind: 'RUN'; readonly from: readonly (string | null)[] }
  | { readonly kind: 'ONBUILD'; readonly trigger: Command }
  | { readonly kind: 'other' }

type Flags = Readonly<Record<string, FlagKind>>
type Rule = (command: Command) => Meaning

const OTHER: Meaning = { kind: 'other' }
const ADD_FLAGS: Flags = {
  chown: 'one',
  chmod: 'one',
  link: 'boolean',
  'keep-git-dir': 'boolean',
  checksum: 'one',
  unpack: 'boolean',
  exclude: 'many',
}
/** `parents`, and `security` of RUN, are known to new and to "labs" frontends only. */
const COPY_FLAGS: Flags = {
  parents: 'boolean',
  chown: 'one',
  from: 'one',
  chmod: 'one',
  link: 'boolean',
  exclude: 'many',
}
const RUN_FLAGS: Flags = { mount: 'many', network: 'one', security: 'one', device: 'many' }
const INTERVALS = ['interval', 'timeout', 'start-period', 'start-interval'] as const
const HEALTHCHECK_FLAGS: Flags = { ...Object.fromEntries(INTERVALS.map((name) => [name, 'one'])), retries: 'one' }

const RULES: ReadonlyMap<string, Rule> = new Map<string, Rule>([
  ['ADD', (command) => (checkCopy(command, ADD_FLAGS), OTHER)],
  ['ARG', readArg],
  ['CMD', (command) => (readFlags(command.flags, {}), OTHER)],
  ['COPY', (command) => ({ kind: 'COPY', from: checkCopy(command, COPY_FLAGS).get('from')?.[0] || null })],
  ['ENTRYPOINT', (command) => (readFlags(command.flags, {}), OTHER)],
  ['ENV', checkPairs],
  ['EXPOSE', (command) => (atLeastOne(command), readFlags(command.flags, {}), OTHER)],
  ['FROM', readFrom],
  ['HEALTHCHECK', checkHealthcheck],
  ['LABEL', checkPairs],
  ['MAINTAINER', (command) => (exactlyOne(command), readFlags(command.flags, {}), OTHER)],
  ['ONBUILD', readOnbuild],
  ['RUN', readRun],
  ['SHELL', checkShell],
  // BuildKit reads no flags of STOPSIGNAL and ARG and lets any pass.
  ['STOPSIGNAL', (command) => (exactlyOne(command), OTHER)],
  ['USER', (command) => (exactlyOne(command), readFlags(command.flags, {}), OTHER)],
  ['VOLUME', checkVolume],
  ['WORKDIR', (command) => (exactlyOne(command), readFlags(command.flags, {}), OTHER)],
])

/**
 * What an instruction means, after the checks of BuildKit's instructions/parse.go: known keyword and flags, number of
 * arguments, stage names. Throws a Refusal for what it refuses.
 */
export function readInstruction(command: Command): Meaning {
  const rule = RULES.get(command.keyword.toUpperCase())
  if (rule !== undefined) return rule(command)
  if (command.keyword === '') throw new Refusal('an instruction with nothing in it')
  throw new Refusal(`unknown instruction: ${command.keyword}`, didYouMean(command.keyword, [...RULES.keys()]))
}

function readFrom({ args, flags }: Command): Meaning {
  const [base, as, written] = args
  let name: string | null = null
  if (args.length === 3 && as?.toLowerCase() === 'as' && written !== undefined) {
    name = written.toLowerCase()
    if (!/^[a-z][a-z0-9-_.]*$/.test(name)) {
      throw new Refusal(
        `invalid stage name ${JSON.stringify(written)}`,
        'a letter first, then letters, digits, -, _ and .',
      )
    }
  } else if (args.length !== 1) {
    throw new Refusal(
      'FROM takes an image, or an image, AS and a name',
      args.includes('#') ? 'a comment needs a line of its own' : null,
    )
  }
  const platform = readFlags(flags, { platform: 'one' }).get('platform')?.[0]
  return { kind: 'FROM', base: base ?? '', name, platform: platform || null }
}

function readArg(command: Command): Meaning {
  atLeastOne(command)
  const pairs = command.args.map((arg) => {
    const equals = arg.indexOf('=')
    if (equals === 0) throw new Refusal('ARG with an empty name')
    return equals < 0 ? { name: arg, value: null } : { name: arg.slice(0, equals), value: arg.slice(equals + 1) }
  })
  return { kind: 'ARG', pairs }
}

function readRun({ flags }: Command): Meaning {
  const values = readFlags(flags, RUN_FLAGS)
  const from = (values.get('mount') ?? []).map(mountSource)
  const network = values.get('network')?.[0] ?? 'default'
  if (!['default', 'none', 'host'].includes(network))
    throw new Refusal(`unknown network ${JSON.stringify(network)}`, 'default, none or host')
  const security = values.get('security')?.[0] ?? 'sandbox'
  if (!['insecure', 'sandbox'].includes(security))
    throw new Refusal(`unknown security ${JSON.stringify(security)}`, 'insecure or sandbox')
  values.get('device')?.forEach(checkDevice)
  return { kind: 'RUN', from }
}

function readOnbuild(command: Command): Meaning {
  atLeastOne(command)
  readFlags(command.flags, {})
  const keyword = trim(command.args[0] ?? '').toUpperCase()
  if (keyword === 'ONBUILD') throw new Refusal('ONBUILD of an ONBUILD')
  if (keyword === 'MAINTAINER' || keyword === 'FROM') {
    throw new Refusal(`ONBUILD of a ${keyword}`)
  }
  return command.trigger === null ? OTHER : { kind: 'ONBUILD', trigger: command.trigger }
}

function checkCopy({ keyword, args, flags }: Command, known: Flags): ReadonlyMap<string, readonly string[]> {
  const name = keyword.toUpperCase()
  if (args.length < 2) {
    throw new Refusal(`${name} needs a source and a destination`)
  }
  const values = readFlags(flags, known)
  if (heredocOrNone(args.at(-1) ?? '')) throw new Refusal(`the destination of ${name} is a heredoc`)
  return values
}

function heredocOrNone(word: string): boolean {
  try {
    return heredocIn(word) !== null
  } catch (thrown) {
    if (thrown instanceof Refusal) return false
    throw thrown
  }
}

function checkPairs(command: Command): Meaning {
  readFlags(command.flags, {})
  atLeastOne(command)
  if (command.args.includes('')) throw new Refusal(`${command.keyword.toUpperCase()} with an empty name`)
  return OTHER
}

function checkHealthcheck(command: Command): Meaning {
  atLeastOne(command)
  const [written = '', ...args] = command.args
  const kind = written.toUpperCase()
  if (kind === 'NONE') {
    if (args.length > 0) throw new Refusal('something behind HEALTHCHECK NONE')
    return OTHER
  }
  const values = readFlags(command.flags, HEALTHCHECK_FLAGS)
  if (kind !== 'CMD') throw new Refusal(`unknown HEALTHCHECK ${kind}`, 'CMD or NONE')
  if (args.length === 0) throw new Refusal('HEALTHCHECK CMD without a command')
  for (const name of INTERVALS) checkInterval(name, values.get(name)?.[0] ?? '')
  checkRetries(values.get('retries')?.[0] ?? '')
  return OTHER
}

function checkRetries(text: string): void {
  if (text === '') return
  const count = Number(text)
  if (!/^[+-]?\d+$/.test(text) || count >= 2 ** 31 || count < -(2 ** 31)) {
    throw new Refusal(`--retries must be a whole number, not ${JSON.stringify(text)}`)
  }
  if (count < 0) throw new Refusal(`--retries below zero: ${count}`)
}

function checkShell(command: Command): Meaning {
  readFlags(command.flags, {})
  atLeastOne(command)
  if (!command.json) throw new Refusal('SHELL takes a JSON array')
  return OTHER
}

function checkVolume(command: Command): Meaning {
  atLeastOne(command)
  readFlags(command.flags, {})
  if (command.args.some((volume) => trim(volume) === '')) {
    throw new Refusal('VOLUME with an empty path')
  }
  return OTHER
}

function atLeastOne({ keyword, args }: Command): void {
  if (args.length === 0) throw new Refusal(`${keyword.toUpperCase()} needs an argument`)
}

function exactlyOne({ keyword, args }: Command): void {
  if (args.length !== 1) throw new Refusal(`${keyword.toUpperCase()} needs an argument`)
}
