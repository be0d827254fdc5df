import { LARGEST, wholeFile } from './collect.js'
import { lines } from './lines.js'
import { type PackageFormat, type PackageRecord, UnreadablePackages } from './package.js'
import { isPlain } from './plain.js'

/** What RubyGems takes for a version (Gem::Version::VERSION_PATTERN starts so); here without what could be code. */
const VERSION = /^[0-9][0-9A-Za-z.-]*$/
const STUB = '# stub: '

/** Gems as RubyGems records them where it installs them: `GEM_HOME/specifications`, and `default` in it for Ruby's own. */
export const ruby: PackageFormat = {
  type: 'gem',
  matches: ({ path }) => path.endsWith('.gemspec') && isSpecification(path),
  reader: (file) => wholeFile(file, (content) => readSpecification(file.path, content), LARGEST.manifest),
}

function isSpecification(path: string): boolean {
  const directories = path.split('/').slice(0, -1)
  if (directories.at(-1) === 'default') directories.pop()
  return directories.at(-1) === 'specifications'
}

function readSpecification(path: string, content: Buffer): PackageRecord {
  const text = content.toString('utf8')
  const [name, version] = fromStub(text) ?? fromAssignments(text)
  if (!isPlain(name) || !isPlain(version) || !VERSION.test(version))
    throw new UnreadablePackages(`${path} names no gem or no version`)
  return { packages: [{ type: 'gem', name, version, bytes: null }], development: [] }
}

/** `# stub: NAME VERSION PLATFORM PATHS` in one of the first two lines, for readers that run no Ruby (RubyGems, stub_specification.rb). */
function fromStub(text: string): readonly [string | undefined, string | undefined] | null {
  let number = 0
  for (const line of lines(text)) {
    if (number++ === 2) break
    if (!line.startsWith(STUB)) continue
    const [name, version] = line.slice(STUB.length).split(' ', 2)
    return [name, version]
  }
  return null
}

/** What Gem::Specification#to_ruby wrote before there were stubs: the first `s.name = "…"` and `s.version = "…"`. */
function fromAssignments(text: string): readonly [string | undefined, string | undefined] {
  let name: string | undefined
  let version: string | undefined
  for (const line of lines(text)) {
    const assignment = line.trimStart()
    if (assignment.startsWith('s.name = ')) name ??= firstString(assignment)
    else if (assignment.startsWith('s.version = ')) version ??= firstString(assignment)
    if (name !== undefined && version !== undefined) break
  }
  return [name, version]
}

/** The first string literal of a line that nothing is interpolated in. */
function firstString(line: string): string | undefined {
  const start = line.search(/["']/)
  if (start < 0) return undefined
  const end = line.indexOf(line.charAt(start), start + 1)
  const literal = end < 0 ? '' : line.slice(start + 1, end)
  return /^[\w.-]+$/.test(literal) ? literal : undefined
}
