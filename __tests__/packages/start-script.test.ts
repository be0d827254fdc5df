import { describe, expect, it } from '@jest/globals'
import { packageTypesOf, tellsOfDevelopment } from '../../src/packages/index.js'
import type { PackageRecord } from '../../src/packages/package.js'
import { startScript } from '../../src/packages/start-script.js'
import { read, timed } from './read.js'

const NOTHING: PackageRecord = { packages: [], development: [] }

function script(text: string | null): PackageRecord {
  return { ...NOTHING, dependencies: { kind: 'start-script', text } }
}

function isRead(path: string): boolean {
  return startScript.matches({ path, size: 100, executable: true })
}

describe('a script that an image may start', () => {
  it.each([
    ...[
      'entrypoint.sh',
      'docker-entrypoint.sh',
      'app/start.bash',
      'usr/local/bin/anything.sh',
      'usr/src/app/deploy.sh',
    ],
    ...['rails/bin/docker-entrypoint', 'entrypoint', 'docker_entrypoint.prod', 'app/start', 'app/start-web', 'init'],
    ...[
      'usr/local/bin/app-entrypoint',
      'srv/run_worker',
      'usr/libexec/s2i/run',
      'opt/x/bin/launch',
      'app/boot',
      'app/bin/app',
    ],
  ])('is %s', (path) => expect(isRead(path)).toBe(true))

  it.each([
    ...[
      'app/node_modules/a/start.sh',
      'srv/lib/python3/site-packages/a/run',
      'app/vendor/a/b/start.sh',
      'usr/lib/a/run.sh',
    ],
    ...[
      'lib/a/init.sh',
      'usr/share/a/start.sh',
      'usr/include/init',
      'etc/init.d/start',
      'app/.git/hooks/run.sh',
      'run/a',
    ],
    ...[
      'usr/local/go/src/run.bash',
      'etc/profile.d/a.sh',
      'app/starter',
      'app/rerun',
      'app/run.py',
      'app/webserver',
      'bin/sh',
      'usr/bin/app',
    ],
    `app/${'a'.repeat(100)}.sh`,
  ])('is not %s', (path) => expect(isRead(path)).toBe(false))

  it('lies among programs, if it is called as anything, and is none that is larger', () => {
    const file = { path: 'usr/local/bin/app', size: 2 ** 16, executable: true }
    expect(startScript.matches(file)).toBe(true)
    expect(startScript.matches({ ...file, executable: false })).toBe(false)
    expect(startScript.matches({ ...file, size: 2 ** 16 + 1 })).toBe(false)
    expect(startScript.matches({ ...file, path: 'usr/local/bin/start', size: 2 ** 16 + 1 })).toBe(true)
  })

  it('tells of no packages by itself', () => {
    const file = { path: 'app/start.sh', size: 100, executable: true }
    expect(packageTypesOf(file)).toEqual([])
    expect(tellsOfDevelopment(file)).toBe(false)
  })

  it.each([
    ['start', '#!/bin/sh\nexec a'],
    ['start', '#! /usr/bin/env bash\nexec a'],
    ['start', '#!/usr/bin/env -S bash -e\r\nexec a\r\n'],
    ['start', '#!/command/with-contenv sh\nexec a'],
    ['start.sh', '#!/bin/busybox ash\nexec a'],
    ['start.sh', 'exec a'],
    ['start.sh', '\n# starts a\nexec a # and no more\n'],
  ])('%s is one by %j', (path, text) => {
    expect(read(path, text, 3)).toEqual(script('exec a'))
  })

  it.each([
    ['start', 'exec a'],
    ['start', '#!/usr/bin/env python3\nimport bash\n'],
    ['start', '\x7fELF\0\0sh'],
    ['start.sh', '#!/usr/bin/env node\n'],
    ['start.sh', '\x1f\x8b\0'],
  ])('%s is none by %j', (path, text) => {
    expect(read(path, text)).toEqual(NOTHING)
  })

  it('is kept without comments and heredocs, whatever is quoted', () => {
    const text = [
      '#!/bin/sh',
      '# Starts it.',
      'set -e # at once',
      'if [ "${1#-}" != "$1" ]; then a "#1 # two" \'# three\' \\# four; fi # ends',
      'cat <<-EOF',
      "  It doesn't run: a",
      '  EOF',
      'b "over',
      '# two lines"',
      'c $((1 <<two)) <<< word \\',
      '  d',
      'run <<"A" # eats',
      'that',
      'A',
      '  e',
    ].join('\n')
    expect(read('start', text)).toEqual(
      script(
        [
          'set -e',
          'if [ "${1#-}" != "$1" ]; then a "#1 # two" \'# three\' \\# four; fi',
          'cat <<-EOF',
          'b "over',
          '# two lines"',
          'c $((1 <<two)) <<< word   d',
          'run <<"A"',
          'e',
        ].join('\n'),
      ),
    )
  })

  it('is told without its text where it is too long, or not all of it text', () => {
    const long = `#!/bin/sh\n${'a b c\n'.repeat(3000)}`
    expect(read('start', long)).toEqual(script(null))
    expect(read('start', `#!/bin/sh\n${'# a b c\n'.repeat(3000)}exec a`)).toEqual(script('exec a'))
    expect(read('start.sh', long.repeat(4))).toEqual(script(null))
    expect(read('start', '#!/bin/sh\nexit\n\0\x01')).toEqual(script(null))
    expect(read('start', `\x7fELF${'\0'.repeat(70_000)}`)).toEqual(NOTHING)
  })

  it('is read in time, whatever it holds', () => {
    const size = 64 * 2 ** 10
    const texts = ['"', "'", '#', '\\', '<<A\n', '<<a <<', '"#', "'\n", '$(', '\n', ' #', '`']
    for (const one of texts) expect(timed(() => read('start.sh', one.repeat(size / one.length)))).toBeLessThan(1000)
    const names = ['entrypoint-', 'entry_point.', '-start', 'run_', '/usr/', 'vendor']
    const paths = names.flatMap((name) => [name.repeat(400), `${name.repeat(8)}!`])
    expect(
      timed(() => {
        for (let count = 0; count < 1000; count++) for (const path of paths) isRead(path)
      }),
    ).toBeLessThan(1000)
  })
})
