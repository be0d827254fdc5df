import { baseName } from '../../posix-path.js'
import { baseAdvice } from './base-advice.js'
import { bytecodeAdvice, copiedBytecode } from './bytecode-advice.js'
import { cacheAdvice } from './cache-advice.js'
import { deletionOf, docsAdvice } from './docs-advice.js'
import type { FoundFiles } from './found-files.js'
import type { FileKind, FileRule } from '../kinds/file-kind.js'
import {
  atEnd,
  type Bringer,
  commandsOf,
  copyingOf,
  imageCopied,
  LONGEST_COMMAND,
  quote,
  sentence,
  shellWord,
  upToThree,
} from './instruction-text.js'
import { mayReadGit } from './reads-git.js'
import { toolsAdvice } from './tools-advice.js'

/**
 * What to write instead, for the instruction that brought these files; null: nobody knows which. `runs` are the RUN
 * instructions of the image's own stages. A name for what was found, and one to three sentences of Markdown.
 */
export function fileAdvice(files: FoundFiles, instruction: Bringer | null, runs: readonly string[]): string {
  return `${title(files.name)}. ${how(files, instruction, runs)}`
}

/** A tool's own name stays as the tool spells it. */
function title(name: string): string {
  return /^[a-z-]+’s /.test(name) ? name : sentence(name)
}

function how(kind: FoundFiles, instruction: Bringer | null, runs: readonly string[]): string {
  if (instruction === null) return UNKNOWN[kind.rule](kind)
  switch (instruction.keyword) {
    case 'RUN':
      return RUN[kind.rule](kind, instruction.commands, otherStage(instruction))
    case 'COPY':
    case 'ADD':
      return copied(kind, instruction, runs)
    case 'FROM':
      return baseAdvice(kind, instruction.text, runs)
    default:
      return UNKNOWN[kind.rule](kind)
  }
}

/** What a stage that builds may be called. */
function otherStage({ stage }: Bringer): string {
  return stage === 'build' ? 'compile' : 'build'
}

type OfRun = (kind: FoundFiles, text: string, stage: string) => string

const RUN: Readonly<Record<FileRule, OfRun>> = {
  'package-cache': ({ name, roots }, text) => cacheAdvice(name, roots, text),
  'build-tools': toolsAdvice,
  sources: leftBehind,
  'docs-and-locales': docsAdvice,
  'bytecode-cache': bytecodeAdvice,
}

const UNKNOWN: Readonly<Record<FileRule, (kind: FoundFiles) => string>> = {
  'package-cache': ({ name, roots }) => cacheAdvice(name, roots, null),
  'build-tools': ({ name }) =>
    name.startsWith('the JDK')
      ? 'Build in an earlier stage, and let the last one begin from an image with a JRE.'
      : 'Build in an earlier stage, and let the last one begin from an image without them and `COPY --from=` the result.',
  sources: () => 'List them in `.dockerignore`, or copy into the last stage only what the program needs.',
  'docs-and-locales': ({ roots, keep }) =>
    `Begin from a base image without them, such as a \`-slim\` one, or delete them in the instruction that brings them: ${quote(deletionOf(roots, keep), LONGEST_COMMAND)}.`,
  'bytecode-cache': ({ name }) =>
    name === 'Python’s bytecode'
      ? 'Install with `pip install --no-compile`, and set `PYTHONDONTWRITEBYTECODE=1` for builds that run Python. Keep it where the start counts more than the size.'
      : 'Delete it in the `RUN` that writes it: Node.js makes it again.',
}

function leftBehind({ name, roots }: FoundFiles, text: string, stage: string): string {
  switch (name) {
    case 'version control data': {
      const rest = commandsOf(text, ['git']).some((command) => /\bclone\b/.test(command))
        ? `, or write \`ADD\` with the repository’s URL, which leaves it out`
        : ''
      return `${sentence(atEnd(text, `rm -rf ${upToThree(roots.map(shellWord))}`))}${rest}.`
    }
    case 'Cargo’s build artefacts':
      return `Build in an earlier stage and copy the program alone: \`COPY --from=${stage} ${copyWords(`${roots[0] ?? ''}/release/…`, '/usr/local/bin/')}\`.`
    case 'CMake’s build artefacts':
      return `Build in an earlier stage and copy what it made: \`COPY --from=${stage} ${copyWords(`${roots[0] ?? ''}/…`, '/usr/local/bin/')}\`.`
    case 'TypeScript sources':
    case 'Java and Kotlin sources':
    case 'C# sources':
      return `Compile in an earlier stage and copy what it made: \`COPY --from=${stage} …\`.`
    case 'Go sources':
    case 'Rust sources':
    case 'C and C++ sources and object files':
      return `Build in an earlier stage and copy the program alone: \`COPY --from=${stage} …\`.`
    default:
      return 'Let the same `RUN` delete them, or do its work in an earlier stage and copy what it made.'
  }
}

function copied(kind: FoundFiles, instruction: Bringer, runs: readonly string[]): string {
  const { keyword, text } = instruction
  const { from, sources } = copyingOf(text)
  if (from !== null) return copiedFrom(kind, from, sources, instruction)
  if (keyword === 'ADD' && /--keep-git-dir\b/.test(text)) return 'Leave out `--keep-git-dir`.'
  if (keyword === 'ADD' && sources.some((source) => /^[a-z+]+:\/\/|^git@/.test(source))) {
    return 'Fetch it in an earlier stage and `COPY --from=` what is needed of it.'
  }
  const what = ignoring(kind)
  switch (kind.name) {
    case 'version control data':
      return mayReadGit(runs)
        ? `Let an earlier stage run what reads it, and take only the result from that: \`COPY --from=${otherStage(instruction)} …\`.`
        : `${what}.`
    case 'tests':
      return `${what}; where another stage runs them, copy into this one only what the program needs.`
    case 'TypeScript sources':
    case 'Java and Kotlin sources':
    case 'Go sources':
    case 'Rust sources':
    case 'C and C++ sources and object files':
    case 'C# sources':
      return `Copy them into an earlier stage, compile there, and take only the result from it: \`COPY --from=${otherStage(instruction)} …\`.`
    default:
      return `${what}.`
  }
}

const OUTPUT: ReadonlyMap<string, string> = new Map([
  ['TypeScript sources', 'what the compiler wrote'],
  ['Java and Kotlin sources', 'the jar or the classes'],
  ['Go sources', 'the program alone'],
  ['Rust sources', 'the program alone'],
  ['C and C++ sources and object files', 'the program alone'],
  ['C# sources', 'what `dotnet publish` wrote'],
  ['Cargo’s build artefacts', 'the program alone'],
  ['CMake’s build artefacts', 'what was built'],
])

function copiedFrom(
  files: FoundFiles,
  from: string,
  sources: readonly string[],
  { source }: Pick<Bringer, 'source'>,
): string {
  const { rule, name } = files
  const isImage = imageCopied(from, source) !== null
  const what = sources.length === 0 ? 'so much' : `all of ${quote(sources.join(' '), 40)}`
  if (rule === 'bytecode-cache') {
    return source?.kind === 'instruction' && /^RUN\s/i.test(source.text)
      ? `${quote(source.text)} in ${quote(source.stage)} makes it. ${bytecodeAdvice(files, source.commands)}`
      : copiedBytecode(files, from, isImage)
  }
  if (rule === 'build-tools') return `Copy from ${quote(from)} what was built with them, in place of ${what}.`
  // In an image from outside nobody can delete them.
  const otherwise = isImage ? '' : ', or delete them there first'
  return `Copy from ${quote(from)} ${OUTPUT.get(name) ?? 'what the program needs'}, in place of ${what}${otherwise}.`
}

/** How `.dockerignore` is to keep them out, without a full stop. */
function ignoring({ rule, name, roots }: FoundFiles): string {
  const patterns = new Set(roots.slice(0, 3).map((root) => ignorePattern({ rule, name, root })))
  const lines = [...patterns].flatMap((pattern) => (pattern === null ? [] : [quote(pattern)]))
  if (lines.length < patterns.size) return 'List them in `.dockerignore`'
  return lines.length === 1
    ? `A line ${lines[0] ?? ''} in \`.dockerignore\` keeps it out`
    : `Lines ${lines.join(', ')} in \`.dockerignore\` keep them out`
}

/** A line for `.dockerignore`; null where the root says too little. Only the end of the path in the image is known of the context's. */
function ignorePattern({ rule, name, root }: FileKind): string | null {
  if (name === 'Python’s bytecode') return '**/__pycache__'
  const last = baseName(root)
  if (name === 'tests') return /^(?:tests?|spec|__\w+__|testdata)$/.test(last) ? `**/${last}` : null
  if (name === 'Cargo’s build artefacts') return '**/target'
  if (name === 'CMake’s build artefacts') return '**/CMakeFiles'
  const hidden = /\/(\.[^/]+(?:\/[^/]+)*)$/.exec(root)?.[1]
  if (hidden !== undefined) return `**/${hidden}`
  return rule === 'package-cache' ? `**${root.slice(root.lastIndexOf('/', root.lastIndexOf('/') - 1))}` : null
}

/** From where and to where, for the middle of a COPY. */
function copyWords(from: string, to: string): string {
  const words = /\s/.test(from) ? JSON.stringify([from, to]) : `${from} ${to}`
  return quote(words, 200).replaceAll('`', '')
}
