/** Asks for what the repository holds, and does not install git. */
const RUNS_GIT =
  /\bgit\s+(?:-\w|--\w|archive|branch|checkout|config|describe|diff|fetch|lfs|log|ls-files|name-rev|pull|reset|rev-list|rev-parse|shortlog|show|status|submodule|tag)/

/** Somebody wants it there: builds that take their version from it (setuptools-scm, make) do not name it. */
const INSTALLS_GIT =
  /\b(?:apt|apt-get|apk|dnf|microdnf|yum|zypper)\s(?:[^&;|\n]*\s)?(?:install|add)\s(?:[^&;|\n]*\s)?git(?=[\s=&;|]|$)/

/** Whether one of these instructions, or what it runs, may read the repository's history. */
export function mayReadGit(texts: readonly string[]): boolean {
  return texts.some((text) => RUNS_GIT.test(text) || INSTALLS_GIT.test(text))
}
