/** Where a run tells what it does; standard error of the command, the step's log on Actions. */
export interface Log {
  info(line: string): void
  warning(line: string): void
  /** Folds what is logged while `work` runs under a title, where the log can fold. */
  group<T>(title: string, work: () => Promise<T>): Promise<T>
}
