import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { alpine } from '../../src/packages/alpine.js'
import { UnreadablePackages } from '../../src/packages/package.js'
import { listed, read, timed } from './read.js'

const DATABASE = 'lib/apk/db/installed'
const CONTENT = `C:Q1p78yvTLG094tHE1+dToJGbmYzQE=
P:alpine-baselayout-data
V:3.6.8-r1
A:x86_64
S:11695
I:77824
T:Alpine base dir structure and init scripts
U:https://git.alpinelinux.org/cgit/aports/tree/main/alpine-baselayout
L:GPL-2.0-only
o:alpine-baselayout
m:Somebody <somebody@example.org>
t:1733150208
c:66187892e05b03a41d08e9acabd19b7576a1c875
r:alpine-baselayout
q:1000
F:etc
R:fstab
Z:Q11Q7hNe8QpDS531guqCdrXBzoA/o=
R:P:odd
F:root
M:0:0:700

C:Q1DJ5/OL1t4Yh9pfjZYv5mkYuvqxk=
P:musl
V:1.2.5-r8
A:x86_64
I:667648
F:lib
R:ld-musl-x86_64.so.1
a:0:0:755

C:Q1AAAAAAAAAAAAAAAAAAAAAAAAAAA=
P:.build-deps
V:20250101.101010
A:noarch
S:0
I:0
D:gcc make

`

describe('an apk database', () => {
  it('is known by its places', () => {
    const matches = (path: string): boolean => alpine.matches({ path, size: 1, executable: false })
    expect([DATABASE, `usr/${DATABASE}`].map(matches)).toEqual([true, true])
    expect(['srv/lib/apk/db/installed', 'lib/apk/db/scripts.tar'].map(matches)).toEqual([false, false])
  })

  it('has names, versions and installed bytes', () => {
    const packages = [
      { type: 'apk', name: 'alpine-baselayout-data', version: '3.6.8-r1', bytes: 77824 },
      { type: 'apk', name: 'musl', version: '1.2.5-r8', bytes: 667648 },
      { type: 'apk', name: '.build-deps', version: '20250101.101010', bytes: 0 },
    ]
    expect(read(DATABASE, CONTENT)).toEqual({ packages, development: [] })
    expect(read(`usr/${DATABASE}`, CONTENT, 1)).toEqual({ packages, development: [] })
    expect(read(DATABASE, CONTENT.slice(0, -1))?.packages).toEqual(packages)
  })

  it('drops what has no version or no name', () => {
    expect(read(DATABASE, 'P:a\n\nV:1\n\nP:b\nV:1\nI:many\n\nP:\nV:1\n\n')?.packages).toEqual([
      { type: 'apk', name: 'b', version: '1', bytes: null },
    ])
  })

  it('may be empty', () => {
    expect(read(DATABASE, '')?.packages).toEqual([])
    expect(read(DATABASE, '\n')?.packages).toEqual([])
  })

  it('is refused where it is cut or is something else', () => {
    expect(() => read(DATABASE, 'P:a\nV:1')).toThrow(
      new UnreadablePackages('lib/apk/db/installed ends in the middle of a line'),
    )
    expect(() => read(DATABASE, 'P:a\nV:1\n\nhello\n')).toThrow(
      new UnreadablePackages('line 4 of lib/apk/db/installed is no field of a package'),
    )
    expect(() => read(DATABASE, 'C:1\n')).toThrow(new UnreadablePackages('lib/apk/db/installed names no package'))
  })

  it('is read in linear time', () => {
    const content = 'P:a\nV:1\nI:4096\nF:usr/bin\nR:a\nZ:Q1=\n\n'.repeat(50_000)
    expect(timed(() => expect(listed(DATABASE, content)).toHaveLength(50_000))).toBeLessThan(5000)
  })

  it('of more packages than anybody has is refused, before it takes memory', () => {
    const content = 'P:a\nV:1\n\n'.repeat(2_000_000)
    expect(() => read(DATABASE, content)).toThrow(
      new UnreadablePackages('lib/apk/db/installed has more than 50000 packages, which are not read'),
    )
  })
})

it("has what Wolfi's own reader finds in a database of Alpine's", () => {
  const judge = execFileSync('script/lib/tool', ['apk-installed'], { encoding: 'utf8' }).trim()
  const list = ['list', '-m', '-f', '{{.Dir}}', 'github.com/chainguard-dev/go-apk']
  const source = execFileSync('go', list, { cwd: 'script/lib/apk-installed', encoding: 'utf8' }).trim()
  const database = readFileSync(join(source, 'pkg/apk/testdata/root', DATABASE))
  const wanted = execFileSync(judge, { input: database, encoding: 'utf8' }).trim().split('\n')
  const found = read(DATABASE, database)?.packages.map(({ name, version, bytes }) => `${name} ${version} ${bytes}`)
  expect(wanted).toHaveLength(14)
  expect(found?.sort()).toEqual(wanted.sort())
})
