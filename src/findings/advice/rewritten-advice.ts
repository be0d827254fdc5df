import type { LayerOwner } from '../../image/measurement.js'
import { isOwn } from '../shown-files.js'
import { atPlace, placeOf } from './bringer.js'
import { commandsOf, quote, sentence } from './instruction-text.js'
import { makingUsers } from './new-users.js'

/** What an instruction did that wrote files of a layer below again, with the content that they had. */
export type Rewriting = 'chown' | 'chmod' | 'touch' | 'mv'

/**
 * What to write in place of such an instruction for files that `bringer` brought; `makers` are those after it that may
 * have made the users whose they become.
 */
export function rewrittenAdvice(
  how: Rewriting,
  owner: LayerOwner,
  bringer: LayerOwner,
  makers: readonly LayerOwner[],
): string {
  if (!isOwn(bringer))
    return `${atPlace(owner)} copies files of ${placeOf(bringer)} whole into this layer. ${OF_BASE[how]}`
  return `${atPlace(owner)} writes them again. ${OWN[how](owner.commands, bringer, makers)}`
}

const OF_BASE: Readonly<Record<Rewriting, string>> = {
  chown:
    'Only their owner changes. Give `chown` a smaller path, the one that the program writes to: what it only reads, the user of `USER` need not own.',
  chmod: 'Only their mode changes. Give `chmod` a smaller path, or leave them as they are.',
  touch: 'Their content stays the same. Leave them as they are.',
  mv: 'They are only moved. Leave them where they are: a link to them (`ln -s`) weighs nothing.',
}

type OwnAdvice = (text: string, bringer: LayerOwner, makers: readonly LayerOwner[]) => string

const OWN: Readonly<Record<Rewriting, OwnAdvice>> = {
  chown: (text, bringer, makers) =>
    `Only their owner changes here, and every file is shipped twice. ${owning(text, bringer, makers)}, or run as that user what makes them.`,
  chmod: (text) =>
    `Only their mode changes here, and every file is shipped twice. ${sentence(copying(text, 'chmod', argumentOf(text, 'chmod', /^[0-7]{3,4}$/) ?? '…'))}, or in the \`RUN\` that makes them.`,
  touch: (text) =>
    `Their content stays the same here, and every file is shipped twice. ${rewritesLockFile(text) ? '`npm ci` installs the same, and leaves the lock file as it is.' : 'Write them once.'}`,
  mv: () =>
    'They are only moved here, and every file is shipped twice. Put them at their place in the instruction that makes them: `COPY FROM TO`, or `mv` in the same `RUN`.',
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
    ? `give it where they are copied: ${copy}`
    : `give it where they are copied, by a ${copy} of their own`
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
