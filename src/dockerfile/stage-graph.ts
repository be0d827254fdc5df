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
  /**
   * To read what it runs: the text, in which a heredoc that a RUN has a shell run stands in its own place, a command a line
   * without comments. To quote a command from; as a whole it is not to be shown.
   */
  readonly commands: string
  /** The text and, below it, what its heredocs hold: what tells it from others that begin alike. Not to be shown. */
  readonly whole: string
  /** From its first line to its last, the lines of its heredocs included. */
  readonly lines: LineRange
  /** Of an ONBUILD: what it has the stages run that begin from its own. */
  readonly trigger?: Instruction
}

/** Why one stage needs another. */
export interface StageEdge {
  /** Index of the stage that is needed. */
  readonly stage: number
  /** `ONBUILD`: by a trigger that the stage's base, another stage of the file, left for it. */
  readonly by: 'FROM' | 'COPY' | 'RUN' | 'ONBUILD'
  /** First line of the instruction; for `ONBUILD` of the stage's own FROM, where BuildKit runs the trigger. */
  readonly line: number
}

export interface Stage {
  readonly index: number
  /** As BuildKit knows it: lower case; null for an unnamed stage. */
  readonly name: string | null
  /**
   * What to call it, unique in the file: the name, else `stage-<index>` as BuildKit does. Also `stage-<index>` for a
   * stage whose name a later stage takes over: `--target` cannot reach it.
   */
  readonly target: string
  /** What follows FROM, as written (variables not expanded). */
  readonly base: string
  /** The same after expansion of global ARGs and build-args; null where that gives no image name and no stage. */
  readonly image: string | null
  /** The value of `FROM --platform`, as written. */
  readonly platform: string | null
  /** From its FROM to the last line of its last instruction. */
  readonly lines: LineRange
  /** Its FROM first. */
  readonly instructions: readonly Instruction[]
  readonly needs: readonly StageEdge[]
}

/** What BuildKit accepts when it lists the targets of the file, but refuses when it builds. */
export interface GraphProblem {
  readonly line: number
  /** The stage that cannot be built; null where no stage of the file can. */
  readonly stage: number | null
  readonly message: string
}

/** The stages of one Dockerfile and who needs whom. */
export interface StageGraph {
  /** The Dockerfile's path, for messages. */
  readonly file: string
  /** At least one. */
  readonly stages: readonly Stage[]
  /** The value of a `# syntax=` directive. */
  readonly syntax: string | null
  readonly problems: readonly GraphProblem[]
}
