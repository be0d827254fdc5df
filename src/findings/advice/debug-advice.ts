import type { LayerOwner } from '../../image/measurement.js'
import { baseName } from '../../posix-path.js'
import { bringerOf } from './bringer.js'
import {
  atEnd,
  commandsOf,
  copyingOf,
  LONGEST_COMMAND,
  imageCopied,
  quote,
  sentence,
  shellWord,
  upToThree,
  withFlag,
} from './instruction-text.js'

const GO_BUILD = /(?<=^(?:\S*\/)?go (?:-C \S+ )?)(?:build|install|test(?=.* -c\b))\b/
/** `go build -ldflags="-X a=b -s"` */
const GO_STRIPPED = /\s-ldflags(?=[\s=]).*?(?:[\s"'=])-s(?=[\s"']|$)/

/** What to write for an instruction that ships these files, the largest first, with symbols and debug sections. */
export function debugAdvice(owner: LayerOwner, files: readonly string[]): string {
  return `Symbols and debug sections are shipped that nothing reads at run time. ${how(owner, files)}`
}

/** What to write for one that ships files which hold debug information alone. */
export function separateDebugAdvice(owner: LayerOwner, files: readonly string[]): string {
  const [largest = '', ...others] = files.map((file) => baseName(file))
  const holds = others.length === 0 ? 'holds' : 'and others like it hold'
  const what = `${quote(largest)} ${holds} debug information alone, which only a debugger reads.`
  const bringer = bringerOf(owner)
  return bringer?.keyword === 'RUN'
    ? `${what} ${sentence(atEnd(bringer.commands, `rm ${upToThree(files.map(shellWord))}`))}, or keep them in an earlier stage.`
    : `${what} Leave such files out of what is copied.`
}

function how(owner: LayerOwner, files: readonly string[]): string {
  const { source } = owner
  const bringer = bringerOf(owner)
  // A program that was copied was made by the instruction that provenance names.
  const compiled = compiling(source?.kind === 'instruction' ? source.commands : (bringer?.commands ?? ''))
  if (compiled !== null) return compiled
  const names = upToThree(files.map((file) => shellWord(baseName(file))))
  const strip = (what: string): string => quote(`strip ${what}`, LONGEST_COMMAND)
  if (bringer?.keyword !== 'COPY' && bringer?.keyword !== 'ADD') {
    return `Run ${strip(upToThree(files.map(shellWord)))} in the same \`RUN\`, or link with \`-s\`.`
  }
  const { from, sources, target } = copyingOf(bringer.text)
  const image = imageCopied(from, source)
  if (image !== null) {
    return `They are ${quote(image)}’s: copy them into an earlier stage, run ${strip(names)} there, and copy from that.`
  }
  if (bringer.keyword === 'ADD' && sources.some((one) => one.includes('://'))) {
    return `Fetch them in an earlier stage, run ${strip(names)} there, and \`COPY --from=\` the result.`
  }
  const origins = files.map((file) => originOf(file, sources, target))
  const before = origins.every((one) => one !== null) ? upToThree(origins.map(shellWord)) : names
  const where =
    from === null ? 'where they are built' : `in ${quote(source?.kind === 'instruction' ? source.stage : from)}`
  return `Strip them before they are copied: ${strip(from === null ? names : before)} ${where}.`
}

/** Where a file lay in the stage that it was copied from; null where the COPY does not tell. */
function originOf(file: string, sources: readonly string[], target: string): string | null {
  if (!target.startsWith('/') || target.includes('$')) return null
  // Of several the one that is called like the file: of directories it is not known which had it.
  const [source = '', ...others] =
    sources.length > 1 ? sources.filter((one) => baseName(one) === baseName(file)) : sources
  if (source === '' || others.length > 0 || /[*?[$]/.test(source)) return null
  const from = `/${source.replace(/^(?:\.?\/+)+|\/+$|^\.$/g, '')}`
  const to = target.replace(/\/+$/, '')
  // A file; else a directory of which all that is in it goes into the target.
  if (file === target || (target.endsWith('/') && file === `${to}/${baseName(from)}`)) return from
  return file.startsWith(`${to}/`) ? `${from === '/' ? '' : from}${file.slice(to.length)}` : null
}

/** How the compiler itself is told, where the instruction runs one that is; null where it runs none. */
function compiling(text: string): string | null {
  const go = commandsOf(text, ['go']).filter((command) => GO_BUILD.test(command) && !GO_STRIPPED.test(command))
  if (go.length > 0) {
    const [flagged] = go.filter((command) => /\s-ldflags\b/.test(command))
    return flagged === undefined
      ? `${sentence(withFlag(go, GO_BUILD, '-ldflags="-s -w"'))}.`
      : `Add \`-s -w\` to the \`-ldflags\` of ${quote(flagged, 40)}.`
  }
  const cargo = commandsOf(text, ['cargo'])
  // What comes from a registry has a `Cargo.toml` of its own.
  const [installed] = cargo.filter((command) => /^cargo install\b(?!.*\s--path\b)/.test(command))
  if (installed !== undefined) return `Write ${quote(`CARGO_PROFILE_RELEASE_STRIP=true ${installed}`)}.`
  if (cargo.some((command) => /\s(?:b|build|rustc|install|zigbuild)\b/.test(command))) {
    return 'Set `strip = true` for the release profile in `Cargo.toml`.'
  }
  const rustc = commandsOf(text, ['rustc'])
  return rustc.length > 0 ? `${sentence(withFlag(rustc, /^\S+/, '-C strip=symbols'))}.` : null
}
