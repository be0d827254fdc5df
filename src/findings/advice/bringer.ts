import type { LayerOwner } from '../../image/measurement.js'
import { type Bringer, quote, sentence } from './instruction-text.js'

/** The instruction that an owner is, for those who give advice; null where it is not known. */
export function bringerOf({ origin, text, commands, stage, lines, source }: LayerOwner): Bringer | null {
  if (origin === 'base') return { keyword: 'FROM', text: `FROM ${text}`, commands: `FROM ${text}`, stage, source }
  if (lines === null) return null
  return { keyword: /^\w+/.exec(text)?.[0].toUpperCase() ?? '', text, commands, stage, source }
}

/** An instruction in a sentence: its line where that is known, and what it says. */
export function placeOf({ origin, text, lines }: LayerOwner): string {
  if (origin === 'base') return `the base image ${quote(text)}`
  return lines === null ? quote(text) : `line ${lines.start} (${quote(text)})`
}

/** The same where a sentence begins. */
export function atPlace(owner: LayerOwner): string {
  return sentence(placeOf(owner))
}
