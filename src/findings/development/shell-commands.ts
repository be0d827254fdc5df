import { baseName } from '../../posix-path.js'
import { shellCommands } from '../advice/instruction-text.js'

/**
 * What a shell does by itself, and programs that work on files, texts, accounts, processes, addresses and databases:
 * whatever their arguments are called, they run nothing.
 */
const RUNS_NOTHING = new Set(
  [
    ': . [ [[ (( { } alias break bg builtin case cd command continue declare disown done echo esac exit export false fg fi',
    'for function getopts hash in jobs kill let local mapfile popd printf pushd pwd read readarray readonly return select',
    'shift shopt source test times trap true type typeset ulimit umask unalias unset wait',
    'addgroup adduser awk base64 basename cat chgrp chmod chown cksum cmp column comm cp cpio curl cut date dd df diff dig',
    'dirname du egrep envsubst expand expr fgrep file find fold gawk getent getopt grep groupadd groupmod gunzip gzip head',
    'hexdump host hostname iconv id install ip jq join ln locale logger ls lsof mariadb mariadb-admin mawk md5sum mkdir mkfifo',
    'mktemp mongo mongosh more mount mv mysql mysqladmin nc ncat netstat nl nproc nslookup od openssl passwd paste patch',
    'pg_isready pgrep ping pkill ps psql readlink realpath redis-cli rev rm rmdir rsync sed seq sha1sum sha256sum sha512sum',
    'shuf sleep sort split sqlite3 ss stat stty sync sysctl tac tail tar tee touch tput tr truncate tty umount uname uniq',
    'unlink unzip update-ca-certificates useradd userdel usermod wc wget which who whoami xxd xz yes yq zcat zip',
  ].flatMap((names) => names.split(' ')),
)

/** Hand their arguments, each a command in quotes, to a shell. */
const TAKES_COMMANDS = /^(?:eval|concurrently|npm-run-all|run-[sp])$/

const FUNCTION = /^[^\S\n]*(?:function[^\S\n]+[\w:.-]+[^\S\n]*(?:\(\))?|[\w:.-]+[^\S\n]*\(\))[^\S\n]*\{?/gm

/** `web|worker)`, at the start of a line, in `case "$1" in web)`, and behind `;;`. */
const CASE = /(^|\bin\s|;;)[^\S\n]*\(?["'\w*?.:@+/[\]!-]+(?:[^\S\n]*\|[^\S\n]*["'\w*?.:@+/[\]!-]+)*\)/gm

/** Innermost alone: of several in each other that one runs something, the others take what it prints. */
const SUBSTITUTED = /\$\((?!\()([^()]*)\)|`([^`]*)`/g
const BACKGROUND = /(?<![&<>])&(?![&>])/g
const VARIABLE = /\$(?:\{[^{}]*\}|\w+|[@*#?!])/g
const REDIRECTED = /\d*(?:>>?|<)&?[^\S\n]*[^\s;|&]*/g

/**
 * The commands by which a shell script runs programs, each with its arguments but without its messages, variables and
 * redirections: what is tested, printed or given a value may be called as anything. In whatever branch: it may come to it.
 */
export function commandsRun(script: string): readonly string[] {
  const plain = script.replace(FUNCTION, '\n').replace(CASE, '$1\n')
  const substituted = [...script.matchAll(SUBSTITUTED)].map(([, one, other]) => one ?? other ?? '')
  return [plain, ...substituted]
    .flatMap((text) => shellCommands(text.replace(BACKGROUND, '\n')))
    .flatMap((words) => commandOf(words) ?? [])
}

function commandOf(words: readonly string[]): string | null {
  const [first = '', ...rest] = words
  const program = baseName(first.replace(/^["'`$({]+|["'`)};]+$/g, ''))
  if (RUNS_NOTHING.has(first) || RUNS_NOTHING.has(program)) return null
  const takes = (word: string, before = ''): boolean =>
    !/^\$?["'].*\s/s.test(word) || before.startsWith('-') || TAKES_COMMANDS.test(program)
  const kept = [first, ...rest.filter((word, at) => takes(word, words[at]))]
  const command = kept.join(' ').replace(VARIABLE, '').replace(REDIRECTED, ' ').trim()
  // Brackets, and what the script was given itself.
  return /\w/.test(command) ? command : null
}
