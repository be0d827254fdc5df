import type { FileKind } from '../kinds/file-kind.js'
import { quote } from './instruction-text.js'

/** Official images whose tags have a `-slim` brother without compilers and documentation. */
const SLIM = /^(?:(?:docker\.io\/)?library\/)?(?:node|python|ruby|perl|debian|erlang)$/

/** What to begin from instead, where a stage's base image brings such files. */
export function baseAdvice({ rule, name }: FileKind, from: string): string {
  const image = imageOf(from)
  const other = otherBase(rule, name, image)
  if (other !== null) return `${quote(image)} brings this; ${quote(other)} does without.`
  if (rule === 'build-tools') {
    return `${quote(image)} brings this. Build on it in an earlier stage, and let the last one begin from an image without and \`COPY --from=\` the result.`
  }
  return `${quote(image)} brings this: begin from a smaller image, or copy from this one only what is needed.`
}

function imageOf(from: string): string {
  return from.split(/\s+/).find((word, at) => at > 0 && !word.startsWith('--')) ?? ''
}

/** The same program in an image without them; null where nobody can say from the name. */
function otherBase(rule: FileKind['rule'], name: string, image: string): string | null {
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
