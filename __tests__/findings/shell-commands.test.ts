import { describe, expect, it } from '@jest/globals'
import { commandsRun } from '../../src/findings/development/shell-commands.js'
import { read } from '../packages/read.js'
import { timed } from '../support/timed.js'
import { NODE_ENTRYPOINT, POSTGRES_ENTRYPOINT } from './start-images.js'

/** What is kept of it. */
function readScript(text: string): string {
  const { dependencies } = read('start.sh', text) ?? {}
  return dependencies?.kind === 'start-script' ? (dependencies.text ?? '') : ''
}

describe('what a shell script runs', () => {
  it.each([
    ['npx prisma migrate deploy', ['npx prisma migrate deploy']],
    ['set -e\nnpx a && node b.js || exit 1', ['npx a', 'node b.js']],
    ['exec gosu app "$0" --x', ['gosu app "" --x']],
    ['if ! npx a; then echo b; elif c; then d; fi', ['npx a', 'c', 'd']],
    ['while ! a --ready; do sleep 1; done; until b; do :; done', ['a --ready', 'b']],
    ['case "$1" in\n  web|worker) a ;;\n  test)\n    b\n    ;;\n  *) exec c "$@"\nesac', ['a', 'b', 'c ""']],
    ['case $1 in dev) a;; "") b;; (-*|[yY]*) c;; esac', ['a', 'b', 'c']],
    ['run_test() {\n  a\n}\nfunction dev {\n  b\n}\nfunction lint() { c; }', ['a', 'b', 'c']],
    ['A=1 B="c d" env X=y a', ['a']],
    ['set -- a "$@"\nexec "$@"', ['a ""']],
    ['V="$(npx a --version)"; export W=`b test`; [ "$(git log)" = x ]', ['npx a --version', 'b test', 'git log']],
    ['N=$((1 + 2)) a', ['+ 2)) a']],
    ['a & b', ['a', 'b']],
    ['a >/var/test/x 2>&1 </dev/null', ['a']],
    ['su app -c "npx a && b"; sh -ec \'c d\'; eval "e f"', ['su app -c "npx a && b"', "sh -ec 'c d'", '"e f"']],
    ['concurrently "npm run a" "b c"', ['concurrently "npm run a" "b c"']],
    ['log "now tests are run in dev"; note $\'make it\'; a "b"', ['log', 'note', 'a "b"']],
    ['a ${test} $dev/b "${c:-lint}"', ['a  /b ""']],
    ['( cd /a && b )', ['b )']],
  ])('%j', (script, commands) => {
    expect(commandsRun(script).map((command) => command.trim())).toEqual(commands)
  })

  it.each([
    'if [ "$1" = "test" ]; then echo "running tests"; printf dev; fi',
    'test -f package.json; [[ $A == dev ]]; (( tests > 1 ))',
    'for one in test dev lint; do :; done',
    'mkdir -p /app/test; /usr/bin/find . -name spec; which make; tar xf test.tar; command -v tsx',
    'export NODE_ENV=test',
    'APP_ENV=dev',
    'trap "npm test" EXIT; cd /app/tests',
    'echo a > test/b',
    '',
  ])('is nothing by %j', (script) => {
    expect(commandsRun(script)).toEqual([])
  })

  it('is what an image starts anyway by that of Node’s', () => {
    expect(commandsRun(readScript(NODE_ENTRYPOINT))).toEqual(['node ""'])
  })

  it('is servers and tools by that of Postgres', () => {
    const programs = commandsRun(readScript(POSTGRES_ENTRYPOINT)).map((command) => command.split(' ', 1)[0])
    expect(new Set(programs)).toEqual(
      new Set([
        ...['gosu', 'pg_ctl', 'postgres', 'pipefail', '_is_sourced', '_main'],
        ...['docker_init_database_dir', 'docker_process_init_files', 'docker_process_sql'],
      ]),
    )
  })

  it('is read in time', () => {
    const texts = [
      '"',
      "'",
      '\\',
      'a()',
      'in ',
      'in a|',
      ';;a|',
      '$(',
      '`',
      '& ',
      '${',
      '<',
      'function\n',
      '\n ',
      '(',
      '|a)',
    ]
    for (const one of texts) {
      const script = one.repeat(16_384 / one.length)
      expect(timed(() => commandsRun(script))).toBeLessThan(500)
      expect(timed(() => commandsRun(`"${script}`))).toBeLessThan(500)
    }
  })
})
