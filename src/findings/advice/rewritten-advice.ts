import type { LayerOwner } from '../../image/measurement.js'
import { baseName } from '../../posix-path.js'
import { isManifest } from '../manifests.js'
import { isOwn } from '../shown-files.js'
import { atPlace, placeOf } from './bringer.js'
import { type Hidden, writingOnce } from './hidden-advice.js'
import { commandsOf, quote, sentence } from './instruction-text.js'
import { makingUsers } from './new-users.js'

/** What an instruction did that wrote files of a layer below again, with the content that they had. */
export type Rewriting = 'chown' | 'chmod' | 'touch' | 'mv'

/** What to write in place of such an instruction; `makers` are those before it that may have made the users whose the files become. */
export function rewrittenAdvice(how: Rewriting, hidden: Hidden, makers: readonly LayerOwner[]): string {
  const { from, by, files } = hidden
  return isOwn(from)
    ? `${atPlace(by)} writes ${files.words} again. ${CHANGED[how]} here, and every file is shipped twice. ${OWN[how](hidden, makers)}`
    : `${atPlace(by)} copies ${files.words} of ${placeOf(from)} whole into this layer. ${CHANGED[how]}. ${OF_BASE[how]}`
}

const CHANGED: Readonly<Record<Rewriting, string>> = {
  chown: 'Only the owner changes',
  chmod: 'Only the mode changes',
  touch: 'The content stays the same',
  mv: 'Only the place changes',
}

const OF_BASE: Readonly<Record<Rewriting, string>> = {
  chown:
    'Give `chown` a smaller path, the one that the program writes to: what it only reads, the user of `USER` need not own.',
  chmod: 'Give `chmod` a smaller path, or leave what is there as it is.',
  touch: 'Leave what is there as it is.',
  mv: 'Leave what is there at its place: a link to it (`ln -s`) weighs nothing.',
}

type OwnAdvice = (hidden: Hidden, makers: readonly LayerOwner[]) => string

const OWN: Readonly<Record<Rewriting, OwnAdvice>> = {
  chown: ({ by, from, files }, makers) =>
    `${owning(by.commands, from, makers)}, or run as that user what makes ${files.it}.`,
  chmod: ({ by: { commands }, files }) =>
    `${sentence(copying(commands, 'chmod', argumentOf(commands, 'chmod', /^[0-7]{3,4}$/) ?? '…'))}, or in the \`RUN\` that makes ${files.it}.`,
  touch: (hidden) =>
    rewritesLockFile(hidden.by.commands) && isManifest(baseName(hidden.largest))
      ? '`npm ci` installs the same, and leaves the lock file as it is.'
      : writingOnce(hidden),
  mv: ({ files: { it } }) =>
    `Put ${it} at ${it === 'it' ? 'its' : 'their'} place in the instruction that makes ${it}: \`COPY FROM TO\`, or \`mv\` in the same \`RUN\`.`,
}

/** A COPY knows the users that are there by then: of another BuildKit says nothing, and root owns the files. */
function owning(text: string, bringer: LayerOwner, makers: readonly LayerOwner[]): string {
  const argument = argumentOf(text, 'chown', /^[\w.-]*:?[\w.-]+$/)
  const copy = copying(text, 'chown', argument ?? 'USER:GROUP')
  const names = new Set(argument?.split(':').filter((name) => name !== '' && !/^(?:\d+|root)$/.test(name)))
  if (makers.length === 0 || (argument !== null && names.size === 0)) return sentence(copy)
  const made = new Set(makers.flatMap(makingUsers))
  const [user] = [...names].filter((name) => made.has(name))
  const place = placeOf(bringer)
  if (user !== undefined || (argument === null && made.size > 0)) {
    return `Make ${user === undefined ? 'the user' : quote(user)} in a \`RUN\` above ${place}, and ${copy}`
  }
  const which = argument === null ? 'the user' : quote(argument)
  return `${sentence(copy)}, where ${which} is made above ${place}`
}

/** A flag of COPY is for all that it copies: where single files are changed, they need one of their own. */
function copying(text: string, program: 'chown' | 'chmod', argument: string): string {
  const isOfTree = commandsOf(text, [program]).some((command) => /\s(?:-\w*R|--recursive\b)/.test(command))
  const copy = quote(`COPY --${program}=${argument} …`)
  return isOfTree
    ? `give it where the files are copied: ${copy}`
    : `give it where the files are copied, by a ${copy} of their own`
}

/** What the one command of a RUN that changes owners or modes changes them to; null where there are several, or it looks otherwise. */
function argumentOf(text: string, program: 'chown' | 'chmod', form: RegExp): string | null {
  const [command, ...others] = commandsOf(text, [program])
  const argument = command?.split(' ').find((word, at) => at > 0 && !word.startsWith('-'))
  return argument !== undefined && others.length === 0 && form.test(argument) ? argument : null
}

/** npm writes the lock file anew also where nothing in it changes. */
function rewritesLockFile(text: string): boolean {
  return commandsOf(text, ['npm']).some((command) => /^npm (?:-\S+ )*(?:i|install)(?: -\S+)*$/.test(command))
}
