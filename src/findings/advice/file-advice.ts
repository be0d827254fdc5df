import { baseAdvice } from './base-advice.js'
import { cacheAdvice } from './cache-advice.js'
import type { FileKind, FileRule } from '../kinds/file-kind.js'
import { commandOf, copyingOf, isOneShellLine, quote, type Bringer } from './instruction-text.js'

/**
 * What to write instead, for the instruction that brought files of this kind; null: nobody knows which. A name for what
 * was found, and one or two sentences of Markdown.
 */
export function fileAdvice(kind: FileKind, instruction: Bringer | null): string {
  return `${title(kind.name)}. ${how(kind, instruction)}`
}

/** A tool's own name stays as the tool spells it. */
function title(name: string): string {
  return /^[a-z-]+’s /.test(name) ? name : name.slice(0, 1).toUpperCase() + name.slice(1)
}

function how(kind: FileKind, instruction: Bringer | null): string {
  if (instruction === null) return UNKNOWN[kind.rule](kind)
  switch (instruction.keyword) {
    case 'RUN':
      return RUN[kind.rule](kind, instruction.text, otherStage(instruction))
    case 'COPY':
    case 'ADD':
      return copied(kind, instruction)
    case 'FROM':
      return baseAdvice(kind, instruction.text)
    default:
      return UNKNOWN[kind.rule](kind)
  }
}

/** What a stage that builds may be called. */
function otherStage({ stage }: Bringer): string {
  return stage === 'build' ? 'compile' : 'build'
}

type OfRun = (kind: FileKind, text: string, stage: string) => string

/** Programs that install packages of a distribution. */
export const INSTALLERS = ['apt-get', 'apt', 'apk', 'dnf', 'dnf5', 'microdnf', 'yum', 'zypper', 'pacman'] as const

const RUN: Readonly<Record<FileRule, OfRun>> = {
  'package-cache': ({ name, root }, text) => cacheAdvice(name, root, text),
  'build-tools': builtWith,
  sources: leftBehind,
  'docs-and-locales': documented,
  'bytecode-cache': compiledAhead,
}

const UNKNOWN: Readonly<Record<FileRule, (kind: FileKind) => string>> = {
  'package-cache': ({ name, root }) => cacheAdvice(name, root, null),
  'build-tools': ({ name }) =>
    name.startsWith('the JDK')
      ? 'Build in an earlier stage, and let the last one begin from an image with a JRE.'
      : 'Build in an earlier stage, and let the last one begin from an image without them and `COPY --from=` the result.',
  sources: () => 'List them in `.dockerignore`, or copy into the last stage only what the program needs.',
  'docs-and-locales': ({ root }) =>
    `Begin from a base image without them, such as a \`-slim\` one, or delete ${quote(root)} in the instruction that brings it.`,
  'bytecode-cache': ({ name }) =>
    name === 'Python’s bytecode'
      ? 'Install with `pip install --no-compile`, and set `PYTHONDONTWRITEBYTECODE=1` for builds that run Python. Keep it where the start counts more than the size.'
      : 'Delete it in the `RUN` that writes it: Node.js makes it again.',
}

function builtWith({ name }: FileKind, text: string, stage: string): string {
  const command = commandOf(text, INSTALLERS, /\b(?:update|upgrade)\b/)
  const brings = command === null ? '' : `${quote(command, 50)} brings them. `
  if (name.startsWith('the JDK')) {
    const runtime = jreOf(command ?? '')
    if (runtime !== null) return `Install ${quote(runtime)} in place of it, and compile in an earlier stage.`
    return `Compile in an earlier stage, and install a JRE here.`
  }
  const staged = `Build in an earlier stage and take only the result from it: \`COPY --from=${stage} …\`.`
  if (command?.startsWith('apk ') === true && !text.includes('apk del')) {
    return `${brings}Build in an earlier stage, or install them with \`apk add --virtual .build-deps …\` and end the same \`RUN\` with \`apk del .build-deps\`.`
  }
  return `${command === null ? '' : brings}${staged}`
}

/** The package of the runtime to a JDK's package, as Debian, Alpine and Fedora name them. */
function jreOf(command: string): string | null {
  const debian = /\b((?:openjdk-\d+|default)-)jdk((?:-headless)?)(?=\s|$)/.exec(command)
  if (debian !== null) return `${debian[1] ?? ''}jre${debian[2] ?? ''}`
  const alpine = /\b(openjdk\d+)(?:-jdk)?(?=\s|$)/.exec(command)
  if (alpine !== null) return `${alpine[1] ?? ''}-jre`
  const fedora = /\b(java-[\w.]+-(?:openjdk|amazon-corretto))-devel(?=\s|$)/.exec(command)
  return fedora === null ? null : `${fedora[1] ?? ''}-headless`
}

function leftBehind({ name, root }: FileKind, text: string, stage: string): string {
  switch (name) {
    case 'version control data': {
      const clone = commandOf(text, ['git'])
      const rest = /\bclone\b/.test(clone ?? '')
        ? `, or write \`ADD\` with the repository’s URL, which leaves it out`
        : ''
      return `${atEnd(text, `rm -rf ${root}`)}${rest}.`
    }
    case 'Cargo’s build artefacts':
      return `Build in an earlier stage and copy the program alone: \`COPY --from=${stage} ${plain(root)}/release/… /usr/local/bin/\`.`
    case 'TypeScript sources':
    case 'Java and Kotlin sources':
      return `Compile in an earlier stage and copy what it made: \`COPY --from=${stage} …\`.`
    case 'Go sources':
    case 'Rust sources':
      return `Build in an earlier stage and copy the program alone: \`COPY --from=${stage} …\`.`
    default:
      return 'Let the same `RUN` delete them, or do its work in an earlier stage and copy what it made.'
  }
}

function documented({ name, root }: FileKind, text: string): string {
  const command = root.startsWith('/usr/share/') ? commandOf(text, INSTALLERS, /\b(?:update|upgrade)\b/) : null
  const deleted = `${atEnd(text, deletionOf(root))}.`
  if (command === null || name === 'locale definitions') return deleted
  const [program = ''] = command.split(' ')
  switch (program) {
    case 'apt-get':
    case 'apt': {
      const but = root === '/usr/share/doc' ? ' and `path-include=/usr/share/doc/*/copyright`' : ''
      return `Before ${quote(command, 40)}, have dpkg leave them out: \`path-exclude=${plain(root)}/*\`${but} in a file of \`/etc/dpkg/dpkg.cfg.d\`.`
    }
    case 'dnf':
    case 'dnf5':
    case 'microdnf':
    case 'yum':
      return name === 'translations' || !/\binstall\b/.test(command)
        ? deleted
        : `Write ${quote(command.replace(/\binstall\b/, '$& --setopt=tsflags=nodocs'))}.`
    case 'apk':
      return `Leave out packages whose names end in \`-doc\` or \`-lang\`. Otherwise: ${deleted}`
    default:
      return deleted
  }
}

/** Licences stay. */
function deletionOf(root: string): string {
  return root.endsWith('/share/doc') ? `find ${root} -type f ! -name copyright -delete` : `rm -rf ${root}`
}

function compiledAhead({ name, root }: FileKind, text: string): string {
  if (name !== 'Python’s bytecode') return `${atEnd(text, `rm -rf ${root}`)}: Node.js makes it again.`
  const later =
    'Python makes it at the first import, where it may write; keep it where the start counts more than the size.'
  const pip = commandOf(text, ['pip', 'pip3'], /--no-compile\b/)
  if (pip !== null && /\binstall\b/.test(pip))
    return `Write ${quote(pip.replace(/\binstall\b/, '$& --no-compile'))}. ${later}`
  if (/--compile-bytecode\b/.test(text)) return `Leave out \`--compile-bytecode\`. ${later}`
  if (commandOf(text, INSTALLERS) !== null) {
    return `${atEnd(text, `find ${root} -name __pycache__ -prune -exec rm -rf {} +`)}. ${later}`
  }
  return `Set \`PYTHONDONTWRITEBYTECODE=1\` for this \`RUN\`; for \`uv\`, leave out \`UV_COMPILE_BYTECODE\`. ${later}`
}

function copied(kind: FileKind, { keyword, text, ...rest }: Bringer): string {
  const { from, sources } = copyingOf(text)
  if (from !== null) return copiedFrom(kind, from, sources)
  if (keyword === 'ADD' && /--keep-git-dir\b/.test(text)) return 'Leave out `--keep-git-dir`.'
  if (keyword === 'ADD' && sources.some((source) => /^[a-z+]+:\/\/|^git@/.test(source))) {
    return 'Fetch it in an earlier stage and `COPY --from=` what is needed of it.'
  }
  const ignored = ignorePattern(kind)
  const what =
    ignored === null ? 'List them in `.dockerignore`' : `A line ${quote(ignored)} in \`.dockerignore\` keeps it out`
  switch (kind.name) {
    case 'tests':
      return `${what}; where another stage runs them, copy into this one only what the program needs.`
    case 'TypeScript sources':
    case 'Java and Kotlin sources':
    case 'Go sources':
    case 'Rust sources':
      return `Copy them into an earlier stage, compile there, and take only the result from it: \`COPY --from=${otherStage({ keyword, text, ...rest })} …\`.`
    default:
      return `${what}.`
  }
}

const OUTPUT: ReadonlyMap<string, string> = new Map([
  ['TypeScript sources', 'what the compiler wrote'],
  ['Java and Kotlin sources', 'the jar or the classes'],
  ['Go sources', 'the program alone'],
  ['Rust sources', 'the program alone'],
  ['Cargo’s build artefacts', 'the program alone'],
])

function copiedFrom({ rule, name }: FileKind, from: string, sources: readonly string[]): string {
  const what = sources.length === 0 ? 'so much' : `all of ${quote(sources.join(' '), 40)}`
  if (rule === 'bytecode-cache')
    return `Install in ${quote(from)} without it: \`pip install --no-compile\`, or delete it there before it is copied.`
  if (rule === 'build-tools') return `Copy from ${quote(from)} what was built with them, in place of ${what}.`
  return `Copy from ${quote(from)} ${OUTPUT.get(name) ?? 'what the program needs'}, in place of ${what}, or delete them there first.`
}

/** A line for `.dockerignore`; null where the root says too little. Only the end of the path in the image is known of the context's. */
function ignorePattern({ rule, name, root }: FileKind): string | null {
  if (name === 'Python’s bytecode') return '**/__pycache__'
  const last = root.slice(root.lastIndexOf('/') + 1)
  if (name === 'tests') return /^(?:tests?|spec|__\w+__|testdata)$/.test(last) ? `**/${last}` : null
  if (name === 'Cargo’s build artefacts') return '**/target'
  const hidden = /\/(\.[^/]+(?:\/[^/]+)*)$/.exec(root)?.[1]
  if (hidden !== undefined) return `**/${hidden}`
  return rule === 'package-cache' ? `**${root.slice(root.lastIndexOf('/', root.lastIndexOf('/') - 1))}` : null
}

function atEnd(text: string, command: string): string {
  return isOneShellLine(text)
    ? `Add ${quote(`&& ${command}`, 120)} to the same \`RUN\``
    : `End the same \`RUN\` with ${quote(command, 120)}`
}

/** For the middle of a piece of code. */
function plain(text: string): string {
  return quote(text, 200).replaceAll('`', '')
}
