import type { Log } from './log.js'
import { logLine } from './report/escape.js'

/** A log on a terminal or a file; `quiet` leaves only warnings. What is logged cannot steer the terminal. */
export function terminalLog(stream: NodeJS.WritableStream, quiet: boolean): Log {
  const write = (line: string): void => {
    stream.write(`${logLine(line)}\n`)
  }
  return {
    info(line) {
      if (!quiet) write(line)
    },
    warning: (line) => write(`warning: ${line}`),
    async group(title, work) {
      if (!quiet) write(title)
      return work()
    },
  }
}
