import { baseName } from '../../posix-path.js'
import type { FoundFiles } from './found-files.js'
import { commandLines, quote } from './instruction-text.js'
import { PLAIN_PROGRAMS } from './plain-programs.js'

/** Official images whose tags have a `-slim` brother without compilers and documentation. */
const SLIM = /^(?:(?:docker\.io\/)?library\/)?(?:node|python|ruby|perl|debian|erlang)$/

/** What a runtime alone brings too. */
const RUNTIME = ['java', 'keytool'] as const
/** Of these nobody can tell from the command whether they compile something, and most often they do not. */
const MAY_COMPILE: ReadonlySet<string> = new Set([
  ...['pip', 'pip3', 'uv', 'poetry', 'pipenv', 'pdm', 'python', 'manage.py'],
  ...['npm', 'npx', 'pnpm', 'yarn', 'yarnpkg', 'node', 'gem', 'bundle', 'bundler', 'rake', 'rails', 'cpan', 'cpanm'],
])

/** What to begin from instead, where a stage's base image brings such files; `runs` are the RUNs on top of it. */
export function baseAdvice(
  { rule, name }: Pick<FoundFiles, 'rule' | 'name'>,
  from: string,
  runs: readonly string[],
): string {
  const image = imageOf(from)
  const other = otherBase(rule, name, image)
  const brings = `${quote(image)} brings this`
  if (other !== null) {
    const commands = rule === 'build-tools' ? runs.flatMap((run) => using(name, run)) : []
    if (commands.some(({ sure }) => sure)) {
      return `${brings}. Build on it in an earlier stage, and let the last one begin from ${quote(other)} and \`COPY --from=\` the result.`
    }
    const [doubtful] = commands
    const unless =
      doubtful === undefined
        ? ''
        : ` Where ${quote(doubtful.command, 40)} compiles something, run it on ${quote(image)} in an earlier stage, and \`COPY --from=\` what it made.`
    return `${brings}; ${quote(other)} does without.${unless}`
  }
  if (rule === 'build-tools') {
    return `${brings}. Build on it in an earlier stage, and let the last one begin from an image without and \`COPY --from=\` the result.`
  }
  return `${brings}: begin from a smaller image, or copy from this one only what is needed.`
}

interface Use {
  readonly command: string
  readonly sure: boolean
}

/** The commands of a RUN that use such tools. One that nobody knows does, as scripts that build are called anything. */
function using(name: string, run: string): readonly Use[] {
  const isForC = !/^the (?:JDK|\.NET)/.test(name)
  return commandLines(run).flatMap((words): readonly Use[] => {
    const [program = ''] = words.map(baseName)
    const command = words.join(' ')
    if (PLAIN_PROGRAMS.has(program)) return []
    if (name.startsWith('the JDK') && RUNTIME.some((one) => one === program)) return []
    if (MAY_COMPILE.has(program)) return isForC ? [{ command, sure: false }] : []
    return [{ command, sure: true }]
  })
}

function imageOf(from: string): string {
  return from.split(/\s+/).find((word, at) => at > 0 && !word.startsWith('--')) ?? ''
}

/** The same program in an image without them; null where nobody can say from the name. */
function otherBase(rule: FoundFiles['rule'], name: string, image: string): string | null {
  const [, repository = '', tag = 'latest'] = /^([^@:]+(?::\d+\/[^@:]+)?)(?::([^@]+))?$/.exec(image) ?? []
  if (repository === '' || image.includes('$')) return null
  if (name.startsWith('the JDK')) return jreImage(repository, tag)
  if (name === 'the .NET SDK') {
    // With a third number the versions of SDK and runtime differ.
    return repository === 'mcr.microsoft.com/dotnet/sdk' && /^\d+\.\d+(?:-|$)/.test(tag)
      ? `mcr.microsoft.com/dotnet/aspnet:${tag}`
      : null
  }
  if (rule !== 'build-tools' && rule !== 'docs-and-locales') return null
  if (!SLIM.test(repository) || /slim|alpine|windows|nanoserver/.test(tag) || name.startsWith('the ')) return null
  return `${repository}:${slimTag(repository, tag)}`
}

/** `22` has `22-slim`, `22-bookworm` has `22-bookworm-slim`. */
function slimTag(repository: string, tag: string): string {
  if (tag !== 'latest') return `${tag}-slim`
  return repository.endsWith('debian') ? 'stable-slim' : 'slim'
}

function jreImage(repository: string, tag: string): string | null {
  if (!/(?:^|\/)(?:eclipse-temurin|ibm-semeru-runtimes)$/.test(repository)) return null
  return tag.includes('-jdk') ? `${repository}:${tag.replace('-jdk', '-jre')}` : null
}
