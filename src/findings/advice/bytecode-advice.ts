import type { FoundFiles } from './found-files.js'
import { atEnd, commandOf, commandsOf, quote, sentence, shellWord, upToThree, withFlag } from './instruction-text.js'

const LATER =
  'Python makes it at the first import, where it may write; keep it where the start counts more than the size.'

/** What installs with a pip of its own, which no flag or variable reaches; and a heredoc that a program reads which is no shell. */
const COMPILES_ANYWAY = /\s-m\s+(?:venv|virtualenv|ensurepip|pipx)\b|\b(?:virtualenv|pipx)\s|<</

/** How a RUN is to leave no bytecode. */
export function bytecodeAdvice({ name, roots }: FoundFiles, text: string): string {
  const places = upToThree(roots.map(shellWord))
  if (name !== 'Python’s bytecode') return `${sentence(atEnd(text, `rm -rf ${places}`))}: Node.js makes it again.`
  const deletion = atEnd(text, `find ${places} -name __pycache__ -prune -exec rm -rf {} +`)
  if (COMPILES_ANYWAY.test(text)) return `${sentence(deletion)}. ${LATER}`
  const install = /\binstall\b/
  const pip = commandsOf(text, ['pip', 'pip3'], /--no-compile\b/).filter((command) => install.test(command))
  const ways = [
    ...(/--compile-bytecode\b/.test(text) ? ['leave out `--compile-bytecode`'] : []),
    ...(pip.length > 0 ? [withFlag(pip, install, '--no-compile')] : []),
  ]
  if (ways.length > 0) return `${sentence(ways.join(', and '))}. ${LATER}`
  // What pip compiles no variable of Python's keeps away: of a program that nobody knows it may be pip's.
  const uv = commandOf(text, ['uv']) === null ? '' : 'leave out `UV_COMPILE_BYTECODE` where it is set; else '
  return `${sentence(`${uv}${deletion}`)}. ${LATER}`
}

/** The same where it came with a COPY from another stage, of which the RUN is not known, or from an image. */
export function copiedBytecode({ name }: FoundFiles, from: string, isImage: boolean): string {
  const later = name === 'Python’s bytecode' ? LATER : 'Node.js makes it again.'
  if (isImage) return `Copy ${quote(from)}’s into an earlier stage, delete it there, and copy from that. ${later}`
  if (name !== 'Python’s bytecode') return `Delete it in ${quote(from)} before it is copied. ${later}`
  return `Install in ${quote(from)} without it, with \`pip install --no-compile\` or \`uv sync\` without \`--compile-bytecode\`, or delete it before it is copied. ${later}`
}
