import { installsOf } from './tools-advice.js'

/** Asks for what the repository holds, and does not install git. */
const RUNS_GIT =
  /\bgit\s+(?:-\w|--\w|archive|branch|checkout|config|describe|diff|fetch|lfs|log|ls-files|name-rev|pull|reset|rev-list|rev-parse|shortlog|show|status|submodule|tag)/

/** Whether one of these instructions, or what it runs, may read the repository's history. */
export function mayReadGit(texts: readonly string[]): boolean {
  return texts.some((text) => RUNS_GIT.test(text) || installsGit(text))
}

/** Somebody wants it there: builds that take their version from it (setuptools-scm, make) do not name it. */
function installsGit(text: string): boolean {
  return installsOf(text).some((command) => /\sgit(?=[\s=]|$)/.test(command))
}
