/** A line of a step's log that the runner obeys and does not print. */
export interface WorkflowCommand {
  readonly name: string
  readonly properties: Readonly<Record<string, string>>
  readonly message: string
}

/** What a runner makes of what a step prints. */
export interface StepLog {
  readonly commands: readonly WorkflowCommand[]
  /** The lines that are no commands, as they were printed. */
  readonly lines: readonly string[]
}

/** The commands that a runner knows; `::other::` is a line like any other. @see actions/runner ActionCommandManager.cs */
const KNOWN = [
  'add-mask',
  'add-matcher',
  'add-path',
  'debug',
  'echo',
  'endgroup',
  'error',
  'group',
  'internal-set-repo-path',
  'notice',
  'remove-matcher',
  'save-state',
  'set-env',
  'set-output',
  'stop-commands',
  'warning',
]

/** Reads a step's output line by line as the runner does; a carriage return alone ends a line too. */
export function readLog(output: string): StepLog {
  const commands: WorkflowCommand[] = []
  const lines: string[] = []
  for (const line of output.split(/\r\n|\r|\n/)) {
    const command = newForm(line) ?? oldForm(line)
    if (command === null) lines.push(line)
    else commands.push(command)
  }
  return { commands, lines }
}

/** `::name key=value,…::message` at the start of a line. @see actions/runner ActionCommand.cs (`TryParseV2`) */
function newForm(line: string): WorkflowCommand | null {
  const trimmed = line.trimStart()
  const end = trimmed.indexOf('::', 2)
  if (!trimmed.startsWith('::') || end < 0) return null
  const escapes = { '%0D': '\r', '%0A': '\n', '%3A': ':', '%2C': ',', '%25': '%' }
  return command(trimmed.slice(2, end), ',', trimmed.slice(end + 2), escapes)
}

/** `##[name key=value;…]message` anywhere in a line. @see actions/runner ActionCommand.cs (`TryParse`) */
function oldForm(line: string): WorkflowCommand | null {
  const start = line.indexOf('##[')
  const end = line.indexOf(']', start)
  if (start < 0 || end < 0) return null
  const escapes = { '%3B': ';', '%0D': '\r', '%0A': '\n', '%5D': ']', '%25': '%' }
  return command(line.slice(start + 3, end), ';', line.slice(end + 1), escapes)
}

function command(
  head: string,
  separator: string,
  message: string,
  escapes: Readonly<Record<string, string>>,
): WorkflowCommand | null {
  const [name = '', ...rest] = head.split(' ')
  if (!KNOWN.includes(name.toLowerCase())) return null
  const unescaped = (text: string): string =>
    Object.entries(escapes).reduce((all, [escape, character]) => all.replaceAll(escape, character), text)
  const pairs = rest
    .join(' ')
    .split(separator)
    .filter((pair) => pair.includes('='))
  const properties = pairs.map((pair) => {
    const at = pair.indexOf('=')
    return [pair.slice(0, at).trim(), unescaped(pair.slice(at + 1))]
  })
  return {
    name: name.toLowerCase(),
    properties: Object.fromEntries(properties) as Record<string, string>,
    message: unescaped(message),
  }
}

/** Reads a file of `name=value` lines and `name<<END … END` blocks. @see actions/runner FileCommandManager.cs */
export function readPairs(text: string): ReadonlyMap<string, string> {
  const pairs = new Map<string, string>()
  const lines = text.split(/\r?\n/)
  for (let index = 0; index < lines.length; index++) {
    const line = lines[index] ?? ''
    if (line === '') continue
    const [, name, operator, rest = ''] = /^(.*?)(=|<<)(.*)$/.exec(line) ?? []
    if (name === undefined) throw new Error(`a runner refuses the line "${line}"`)
    if (operator === '=') {
      pairs.set(name, rest)
      continue
    }
    const end = lines.indexOf(rest, index + 1)
    if (end < 0) throw new Error(`a runner refuses "${name}": no line "${rest}" ends it`)
    pairs.set(name, lines.slice(index + 1, end).join('\n'))
    index = end
  }
  return pairs
}
