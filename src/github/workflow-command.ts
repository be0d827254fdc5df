/** Invisible, and enough to make a command plain text. */
const BREAK = '\u200b'

/**
 * `text` with nothing in it that a runner takes for a workflow command: neither `::name::` at the start of a line nor
 * `##[name]` anywhere in one. For everything written to stdout or stderr of a step that may quote a build, a file name or
 * any other words of a change. A lone carriage return ends a line for the runner too.
 *
 * @see https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands
 * @see actions/runner src/Runner.Common/ActionCommand.cs (`TryParse`, `TryParseV2`)
 */
export function inert(text: string): string {
  return text.replace(/(^|[\r\n])([\s\u0085]*):(?=:)/g, `$1$2:${BREAK}`).replaceAll('##[', `#${BREAK}#[`)
}
