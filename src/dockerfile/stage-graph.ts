/** 1-based, inclusive. */
export interface LineRange {
  readonly start: number
  readonly end: number
}

/** One instruction of a stage as written, continuation lines joined by one space, comments and heredoc bodies left out. */
export interface Instruction {
  /** In upper case: `RUN`, `COPY`, … */
  readonly keyword: string
  /** The whole instruction on one line, keyword included, as a reader would quote it. */
  readonly text: string
  readonly lines: LineRange
}

/** Why one stage needs another. */
export interface StageEdge {
  /** Index of the stage that is needed. */
  readonly stage: number
  readonly by: 'FROM' | 'COPY' | 'ADD' | 'RUN' | 'ONBUILD'
  readonly line: number
}

export interface Stage {
  readonly index: number
  /** As BuildKit knows it: lower case; null for an unnamed stage. */
  readonly name: string | null
  /** What to call it: the name, else `stage-<index>` as BuildKit does. */
  readonly target: string
  /** What follows FROM, as written (variables not expanded). */
  readonly base: string
  /** The same after expansion of global ARGs and build-args; null where an ARG has no value here. */
  readonly image: string | null
  /** The value of `FROM --platform`, as written. */
  readonly platform: string | null
  readonly lines: LineRange
  readonly instructions: readonly Instruction[]
  readonly needs: readonly StageEdge[]
}

/** The stages of one Dockerfile and who needs whom. */
export interface StageGraph {
  readonly stages: readonly Stage[]
  /** The value of a `# syntax=` directive. */
  readonly syntax: string | null
}
