import type { LayerOwner } from '../../image/measurement.js'
import { atPlace, placeOf } from './bringer.js'
import { commandsOf, quote } from './instruction-text.js'

/** What an instruction did that wrote files of a layer below again, with the content that they had. */
export type Rewriting = 'chown' | 'chmod' | 'touch' | 'mv'

/** What to write in place of such an instruction; `base` is the image whose files they are, null where they are the user's. */
export function rewrittenAdvice(how: Rewriting, owner: LayerOwner, base: LayerOwner | null): string {
  if (base !== null) return `${atPlace(owner)} copies files of ${placeOf(base)} whole into this layer. ${OF_BASE[how]}`
  return `${atPlace(owner)} writes them again. ${OWN[how](owner.commands)}`
}

const OF_BASE: Readonly<Record<Rewriting, string>> = {
  chown:
    'Only their owner changes. Give `chown` a smaller path, the one that the program writes to: what it only reads, the user of `USER` need not own.',
  chmod: 'Only their mode changes. Give `chmod` a smaller path, or leave them as they are.',
  touch: 'Their content stays the same. Leave them as they are.',
  mv: 'They are only moved. Leave them where they are: a link to them (`ln -s`) weighs nothing.',
}

const OWN: Readonly<Record<Rewriting, (text: string) => string>> = {
  chown: (text) =>
    `Only their owner changes here, and every file is shipped twice. ${copying(text, 'chown', argumentOf(text, 'chown', /^[\w.-]*:?[\w.-]+$/) ?? 'USER:GROUP')}, or run as that user what makes them.`,
  chmod: (text) =>
    `Only their mode changes here, and every file is shipped twice. ${copying(text, 'chmod', argumentOf(text, 'chmod', /^[0-7]{3,4}$/) ?? '…')}, or in the \`RUN\` that makes them.`,
  touch: (text) =>
    `Their content stays the same here, and every file is shipped twice. ${rewritesLockFile(text) ? '`npm ci` installs the same, and leaves the lock file as it is.' : 'Write them once.'}`,
  mv: () =>
    'They are only moved here, and every file is shipped twice. Put them at their place in the instruction that makes them: `COPY FROM TO`, or `mv` in the same `RUN`.',
}

/** A flag of COPY is for all that it copies: where single files are changed, they need one of their own. */
function copying(text: string, program: 'chown' | 'chmod', argument: string): string {
  const isOfTree = commandsOf(text, [program]).some((command) => /\s(?:-\w*R|--recursive\b)/.test(command))
  const copy = quote(`COPY --${program}=${argument} …`)
  return isOfTree
    ? `Give it where they are copied: ${copy}`
    : `Give it where they are copied, by a ${copy} of their own`
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
