/** What one of BuildKit's own checks says of a line, as `docker buildx build --call=check` has it too. */
export interface Check {
  /** BuildKit's name for it: `StageNameCasing`. */
  readonly rule: string
  /** The first of its lines in the Dockerfile, from 1. */
  readonly line: number
  /** What is so here, in BuildKit's words, which quote the Dockerfile; no period at its end. */
  readonly sentence: string
  /** What the check is about; '' where BuildKit does not say. */
  readonly detail: string
  /** Where it is documented, as BuildKit says; whoever wrote the Dockerfile may have chosen another frontend. null: nowhere. */
  readonly url: string | null
}

/**
 * A warning of a build as buildx tells of it; texts are in base64. Source: moby/buildkit client/graph.go, VertexWarning.
 */
export interface Warning {
  readonly vertex: string
  readonly short: string
  readonly detail?: readonly string[] | null
  readonly url?: string
  readonly range?: readonly { readonly start?: { readonly line?: number } | null }[] | null
}

/** Gathers the checks of a bake's targets while it goes on. */
export interface CheckLog {
  /** A vertex of this target; one that targets share comes once for each. null: the only one's, or no target's. */
  readonly owner: (vertex: string, target: string | null) => void
  readonly warning: (warning: Warning) => void
  /**
   * What was told of a target's Dockerfile. Targets that share the step which reads it are told of together: lines of
   * stages that only another one needs are among them.
   */
  readonly of: (target: string) => readonly Check[]
}

/** `severalTargets`: whether buildx names the target of a vertex. */
export function checkLog(severalTargets: boolean): CheckLog {
  const owners = new Map<string, Set<string>>()
  const checks = new Map<string, Map<string, Check>>()
  return {
    owner(vertex, target) {
      if (target === null) return
      const known = owners.get(vertex)
      if (known === undefined) owners.set(vertex, new Set([target]))
      else known.add(target)
    },
    warning(warning) {
      const check = checkOf(warning)
      if (check === null) return
      const known = checks.get(warning.vertex) ?? new Map<string, Check>()
      checks.set(warning.vertex, known.set(JSON.stringify([check.rule, check.line, check.sentence]), check))
    },
    of: (target) =>
      [...checks]
        .filter(([vertex]) => !severalTargets || owners.get(vertex)?.has(target) === true)
        .flatMap(([, ofVertex]) => [...ofVertex.values()]),
  }
}

/**
 * The check behind a warning; null where it is another warning, such as one of an external cache, or one of a frontend
 * that has no names for them. Source: moby/buildkit frontend/dockerfile/linter/linter.go, LintFormatShort.
 */
export function checkOf({ short, detail, url, range }: Warning): Check | null {
  const [, rule, sentence] = /^([A-Z][A-Za-z\d]*): (.+) \(line \d+\)$/s.exec(decoded(short)) ?? []
  const line = range?.[0]?.start?.line ?? 0
  if (rule === undefined || sentence === undefined || line < 1) return null
  return {
    rule,
    line,
    sentence,
    detail: (detail ?? []).map((part) => decoded(part)).join(' '),
    url: url === undefined || url === '' ? null : url,
  }
}

function decoded(base64: string): string {
  return Buffer.from(base64, 'base64').toString('utf8')
}
