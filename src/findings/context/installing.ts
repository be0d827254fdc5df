import { copyingOf } from '../advice/instruction-text.js'
import { commandWords } from '../kinds/command-names.js'

/** Kinds of directories that installers fill. */
export type Installed = 'node' | 'vendor' | 'venv'

/** Installs all that a project asks for, without another word than flags: with one it installs but what that names. */
const INSTALL: Readonly<Record<Installed, RegExp>> = {
  node: /(?<![\w.-])(?:npm\s+(?:ci|clean-install|install|i)|pnpm\s+(?:install|i)|bun\s+(?:install|i)|yarn(?:\s+install)?)(?=\s|$|[;&|)])(?=([^;&|)\n]*))/g,
  vendor: /(?<![\w.-])(?:composer(?:\.phar)?\s+(?:install|update)|go\s+mod\s+vendor)(?=\s|$|[;&|)])(?=([^;&|)\n]*))/g,
  venv: /(?<![\w.-])(?:uv\s+(?:sync|venv)|virtualenv|python[\d.]*\s+-m\s+venv|poetry\s+install|pipenv\s+(?:install|sync)|pdm\s+(?:install|sync))(?![\w.-])/g,
}

/** Flags whose value is a word of its own. */
const VALUED =
  /^(?:-C|-F|-w|--(?:cache|cache-folder|cwd|dir|filter|loglevel|modules-folder|mutex|network-timeout|prefix|registry|store-dir|workspace|working-dir))$/

/** Whether an instruction makes a whole directory of this kind: it installs all that the project asks for, or copies it. */
export function installsAll(text: string, kind: Installed): boolean {
  if (/^COPY\s/i.test(text)) {
    const { from, sources } = copyingOf(text)
    // A part of it is not the whole.
    return from !== null && !sources.some((source) => /(?:^|\/)(?:node_modules|vendor)\/+[^/*]/.test(source))
  }
  if (!/^RUN\s/i.test(text)) return false
  const line = text.replace(/^RUN\s+(?:--\S+\s+)*/i, '')
  const command = line.startsWith('[') ? line.replace(/[[\]",]+/g, ' ') : line
  return [...command.matchAll(INSTALL[kind])].some(([, rest = '']) => kind === 'venv' || isFlags(rest))
}

function isFlags(rest: string): boolean {
  const words = rest.split(/\s+/).filter((word) => word !== '' && !/^\d?>/.test(word) && word !== '\\')
  return words.every((word, at) => {
    if (/^(?:-g|--global)$/.test(word)) return false
    return word.startsWith('-') || VALUED.test(words[at - 1] ?? '')
  })
}

/** What may stand before the program of a command. */
const RUNNERS = /^(?:(?:\/usr)?\/bin\/(?:ba|da|a)?sh|(?:ba|da|a)?sh|-[a-z]+|--|exec|env|tini|dumb-init|\w+=.*)$/

/** Programs that run with the packages of the interpreter that they were installed for, and look for no environment. */
const PYTHON =
  /^(?:python[\d.]*|gunicorn|uvicorn|hypercorn|daphne|waitress-serve|flask|fastapi|celery|streamlit|django-admin|alembic)$/

/** Programs that look for an environment by themselves. */
const FINDS_IT = /^(?:uvx?|poetry|pipenv|pdm|hatch|rye|pixi|tox|nox|activate)$/

/**
 * Whether a virtual environment of this name may be used: by what the command says, or by one of the texts. A command that
 * is not known to run Python may look for it, as `uv run` does, or be a script that names it.
 */
export function usesEnvironment(name: string, command: string, texts: readonly string[]): boolean {
  const words = commandWords(command)
  const program = words.find((word) => !RUNNERS.test(word.slice(word.startsWith('/sbin/') ? 6 : 0)))
  if (program === undefined || !PYTHON.test(program.replace(/^(?:\/usr)?(?:\/local)?\/bin\//, ''))) return true
  if (words.some((word) => /\.(?:ba)?sh$/.test(word) || FINDS_IT.test(word))) return true
  // What stands in a heredoc is not known.
  return [command, ...texts].some((text) => mentions(text, name) || /^RUN\s.*<</is.test(text))
}

/** Whether a text has a name as a path's part or a word. */
export function mentions(text: string, name: string): boolean {
  const literal = name.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)
  return new RegExp(`(?:^|[^\\w.-])${literal}(?![\\w.-])`).test(text)
}
