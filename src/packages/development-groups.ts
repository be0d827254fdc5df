import { pypiName } from './pypi-name.js'

const NAMES = [
  'dev develop devel development test tests testing unit-test unit-tests ci coverage cov cover bench benchmark benchmarks',
  'lint linting linter linters format formatting style check checks quality qa pre-commit',
  'typing type types type-check type-checking typecheck typechecking mypy doc docs documentation',
]
const KNOWN = new Set(NAMES.flatMap((names) => names.split(' ')))

/**
 * Whether a group of dependencies, or an extra, is for development by its name. Poetry's documentation has it that all groups
 * but the main one are, and uv installs none but `dev` unasked; but people keep what only some services run in groups as well.
 * Source: Poetry docs, "Dependency groups"; uv docs, "Development dependencies"; PEP 735.
 */
export function isForDevelopment(name: string): boolean {
  return KNOWN.has(pypiName(name))
}
