import { baseName } from '../../posix-path.js'
import type { FoundFiles } from './found-files.js'
import { atEnd, quote, sentence, shellWord, upToThree, withFlag } from './instruction-text.js'
import { installsOf } from './tools-advice.js'

/** How a RUN that brought what people read is to do without. */
export function docsAdvice({ name, roots, keep = [] }: FoundFiles, text: string): string {
  const packaged = roots.filter((root) => root.startsWith('/usr/share/'))
  const deleted = `${sentence(atEnd(text, deletionOf(roots, keep)))}.`
  const installs = installsOf(text)
  const [command] = installs
  // What a package brought goes by the package; the most of it lies in the first directory.
  if (command === undefined || packaged[0] !== roots[0] || name === 'locale definitions') return deleted
  const others = roots.filter((root) => !packaged.includes(root))
  const rest = others.length === 0 ? '' : ` Then ${atEnd(text, deletionOf(others, keep))}.`
  const [program = ''] = command.split(' ', 1)
  switch (baseName(program)) {
    case 'apt-get':
    case 'apt':
      return `Before ${quote(command, 40)}, have dpkg leave them out: ${excludes(packaged, keep)} in a file of \`/etc/dpkg/dpkg.cfg.d\`.${rest}`
    case 'dnf':
    case 'dnf5':
    case 'microdnf':
    case 'yum': {
      const plain = installs.filter((one) => /\binstall\b/.test(one) && !one.includes('nodocs'))
      if (name === 'translations' || plain.length === 0) return deleted
      return `${sentence(withFlag(plain, /\binstall\b/, '--setopt=tsflags=nodocs'))}.${rest}`
    }
    case 'apk':
      return `Leave out packages whose names end in \`-doc\` or \`-lang\`. Otherwise: ${deleted}`
    default:
      return deleted
  }
}

/** What has to stay of these directories: licences ask for it themselves, and `localedef -A` for its file. */
const INCLUDED: ReadonlyMap<string, string> = new Map([
  ['/usr/share/doc', '*/copyright'],
  ['/usr/share/locale', 'locale.alias'],
])

function excludes(roots: readonly string[], keep: readonly string[]): string {
  const lines = roots.slice(0, 3).map((root) => `\`path-exclude=${root}/*\``)
  for (const [root, included] of INCLUDED) {
    if (roots.slice(0, 3).includes(root)) lines.push(`\`path-include=${root}/${included}\``)
  }
  lines.push(...roots.slice(0, 3).flatMap((root) => keep.map((name) => `\`path-include=${root}/${name}*\``)))
  return [lines.slice(0, -1).join(', '), ...lines.slice(-1)].filter((part) => part !== '').join(' and ')
}

/** Licences stay, and what begins with one of the names to `keep`. */
export function deletionOf(roots: readonly string[], keep: readonly string[] = []): string {
  if (keep.length > 0) {
    const but = keep.map((name) => `! -name '${name}*'`).join(' ')
    return `find ${roots.slice(0, 3).map(shellWord).join(' ')} -mindepth 1 -maxdepth 1 ${but} -exec rm -rf {} +`
  }
  const kept = roots.slice(0, 3).filter((root) => root.endsWith('/share/doc'))
  const whole = roots.filter((root) => !kept.includes(root))
  return [
    ...(kept.length === 0 ? [] : [`find ${kept.map(shellWord).join(' ')} -type f ! -name copyright -delete`]),
    ...(whole.length === 0 ? [] : [`rm -rf ${upToThree(whole.map(shellWord))}`]),
  ].join(' && ')
}
