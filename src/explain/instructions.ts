/** What one instruction, or the base image, weighs on both sides. */
export interface InstructionChange {
  /** Line in the head's Dockerfile, in the base's for what is gone; null where unknown. */
  readonly line: number | null
  readonly stage: string | null
  /** The instruction as written, or the base image's reference. */
  readonly text: string
  readonly origin: 'base' | 'own'
  /** Bytes; null on the side that lacks it. */
  readonly head: number | null
  readonly base: number | null
  readonly change: number
}
