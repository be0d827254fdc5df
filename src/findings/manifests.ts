/** Files by which package managers install what a project needs. */
const MANIFESTS = [
  String.raw`package(?:-lock)?\.json|npm-shrinkwrap\.json|yarn\.lock|pnpm-(?:lock|workspace)\.yaml|bun\.lockb?|deno\.(?:jsonc?|lock)`,
  String.raw`requirements[\w.-]*\.txt|constraints\.txt|pyproject\.toml|(?:poetry|uv|pdm|Pipfile|Cargo|composer|Gemfile|mix|pubspec|Podfile)\.lock`,
  String.raw`Pipfile|Gemfile|[\w-]+\.gemspec|composer\.json|go\.(?:mod|sum|work|work\.sum)|Cargo\.toml|mix\.exs|pubspec\.yaml`,
  String.raw`pom\.xml|(?:build|settings)\.gradle(?:\.kts)?|gradle\.lockfile|libs\.versions\.toml|[\w.-]+\.(?:csproj|fsproj|slnx?)`,
  String.raw`packages\.lock\.json|Package\.(?:swift|resolved)|environment\.ya?ml|conda-lock\.yml`,
]
const MANIFEST = new RegExp(`^(?:${MANIFESTS.join('|')})$`)

/** Whether a file of this name says what is to be installed, as manifests and lock files do. */
export function isManifest(name: string): boolean {
  return MANIFEST.test(name)
}
