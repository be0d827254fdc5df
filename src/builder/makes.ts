import { isWithin, joined } from './llb-path.js'

/**
 * How sure it is that a step made a path. 5: it names it; 4: it works in it, or fills just this directory; 3: it names a
 * directory above, or works around it; 2: it fills a directory above or below; 1: nothing speaks against it; 0: the image
 * was there before all steps. null: it works elsewhere.
 */
export type Certainty = 0 | 1 | 2 | 3 | 4 | 5

/** Directories that commands fill without naming them. */
const KNOWN: readonly (readonly [directory: RegExp, command: RegExp])[] = [
  [/\/node_modules(?:\/|$)/, /\b(?:npm|pnpm|yarn|bun)\s+(?:\S+\s+)*?(?:ci|i|install|add)\b|\byarn\s*(?:$|&|;)/],
  [/\/vendor(?:\/|$)/, /\bcomposer\s+(?:\S+\s+)*?install\b|\bbundle\s+install\b|\bgo\s+mod\s+vendor\b/],
  [/\/target(?:\/|$)/, /\bcargo\s+(?:\S+\s+)*?(?:build|install)\b|\bmvnw?\b/],
  [/\/\.?venv(?:\/|$)/, /\b(?:uv\s+sync|poetry\s+install|pipenv\s+(?:install|sync))\b/],
  [
    /\/(?:site|dist)-packages(?:\/|$)|\/lib\/python[\d.]*$/,
    /\b(?:pip[\d.]*|uv|poetry|pdm)\s+(?:\S+\s+)*?(?:install|sync)\b/,
  ],
]

/** How sure it is that a command, run in the directory `cwd`, made `path`; null where it cannot have. */
export function certainty(command: string, cwd: string, path: string): Certainty | null {
  const all = programs(command)
  if (all.length > 0 && !command.includes('>') && all.every((program) => MAKES_NO_FILE.test(program))) return null
  const directory = joined(cwd)
  if (path === '/') return 1
  if (names(command, path) || KNOWN.some(([made, by]) => made.test(path) && by.test(command))) return 5
  const inside = directory !== '/' && isWithin(path, directory)
  if (inside && path !== directory && names(command, path.slice(directory.length + 1))) return 5
  if (directory !== '/' && isWithin(directory, path)) return 4
  if (inside) return 3
  if (parents(path).some((parent) => names(command, parent))) return 3
  return all.length > 0 && all.every((program) => worksElsewhere(program, path)) ? null : 1
}

/** The commands that a shell runs, each from its program's name on. */
function programs(command: string): readonly string[] {
  const script = command.replace(/^\S*\/(?:ba|da)?sh (?:-\w+ )*-\w*c /, '')
  return script
    .split(/[;&|\n(){}`]+/)
    .map((one) => one.trim().replace(/^(?:\w+=\S*\s+)+/, ''))
    .filter((one) => one !== '')
}

/** Whether what a command is told to write, it being told of no directory above `path`, lies somewhere else for certain. */
function worksElsewhere(program: string, path: string): boolean {
  if (MAKES_NO_FILE.test(program) || CHANGES_FILES.test(program)) return true
  if (INSTALLS_PACKAGES.test(program)) return !OF_PACKAGES.test(path)
  return COMPILES.test(program) && !IS_GLOBAL.test(program) && OF_SYSTEM.test(path)
}

/** Deletes, makes what has no bytes, or says something; what it prints a shell may write. */
const MAKES_NO_FILE =
  /^(?::|true|set|echo|printf|date|ls|cat|which|cd|export|rm|rmdir|mkdir|touch|chown|chmod|chgrp|ln|test|\[|find(?=.*\s-delete)|sleep|id|exit|(?:group|user)add|add(?:group|user))(?:\s|$)/

/** Files that it names. */
const CHANGES_FILES = /^(?:strip|objcopy|upx)(?:\s|$)/

const INSTALLS_PACKAGES = /^(?:apt(?:-get|-cache|-mark)?|apk|dpkg|dnf5?|microdnf|tdnf|yum|zypper|pacman|rpm)(?:\s|$)/
/** Where packages of distributions put files (FHS 3.0, chapters 3 to 5): what others install goes to /usr/local. */
const OF_PACKAGES = /^\/(?:bin|boot|etc|lib\w*|opt|sbin|usr(?!\/local(?:\/|$))|var)(?:\/|$)/

/** Writes to where it works, to a home, or to where it is told. */
const COMPILES = new RegExp(
  String.raw`^(?:${[
    'go (?:build|clean|env|fmt|generate|get|list|mod|run|test|version|vet|work)',
    ...['npm', 'pnpm', 'yarn', 'bun', 'tsc'],
    ...[String.raw`(?:\.\/)?mvnw?`, String.raw`(?:\.\/)?gradlew?`, 'javac', 'jlink', 'jar'],
    ...[String.raw`cargo (?!install)\w+`, 'rustc', String.raw`dotnet (?!tool)\w+`],
    ...['gcc', String.raw`g\+\+`, 'cc', String.raw`c\+\+`, String.raw`clang(?:\+\+)?`, 'ar', 'ld'],
    String.raw`(?:make|cmake|ninja)(?!.*\binstall\b)`,
  ].join('|')})(?:\s|$)`,
)
const IS_GLOBAL = /\s(?:-g|--global|global|link|--prefix)(?:[\s=]|$)/
/** Where official images have programs built, and have the homes of Cargo and Bundler, is none of it. */
const OF_SYSTEM = /^\/(?:bin|etc|lib\w*|sbin|usr(?!\/(?:src|local\/(?:bundle|cargo))(?:\/|$)))(?:\/|$)/

/** Whether the path, or one below it, stands in the command. */
function names(command: string, path: string): boolean {
  for (let at = command.indexOf(path); at >= 0; at = command.indexOf(path, at + 1)) {
    const before = command.charAt(at - 1)
    const after = command.charAt(at + path.length)
    // What goes on before it is another path, but for `./`.
    const starts = !/[\w./-]/.test(before) || (/(?:^|[\s='"])\.\/$/.test(command.slice(0, at)) && !path.startsWith('/'))
    if (starts && !/[\w.-]/.test(after)) return true
  }
  return false
}

/** The directories above a path but for the root and what stands directly below it, which everything uses. */
function parents(path: string): readonly string[] {
  const parts = path.split('/').slice(1, -1)
  return parts.map((_, index) => joined(...parts.slice(0, index + 1))).filter((parent) => !SYSTEM.has(parent))
}

/** Named by commands for all sorts of reasons. */
const SYSTEM: ReadonlySet<string> = new Set([
  '/usr',
  '/usr/local',
  '/usr/bin',
  '/usr/lib',
  '/usr/share',
  '/var',
  '/var/lib',
  '/etc',
  '/bin',
  '/lib',
  '/opt',
  '/root',
  '/home',
  '/tmp',
])
