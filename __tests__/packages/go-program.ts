import { execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** A module of the proxy that goProgram writes; all are there in v1.2.3. */
const MODULES = ['example.com/dep', 'example.com/replaced', 'example.com/replacement', 'example.com/Upper']
const VERSION = 'v1.2.3'

/** Go refuses an archive that has directories too, as `python3 -m zipfile` makes it. */
const ZIP =
  'import sys, zipfile\nz = zipfile.ZipFile(sys.argv[1], "w")\nfor name in sys.argv[2:]: z.write(name)\nz.close()'

export interface GoProgram {
  readonly directory: string
  build(output: string, flags?: readonly string[], env?: NodeJS.ProcessEnv): string
}

/**
 * Sources of a program with four dependencies: one as it is, one replaced by another module, one by a directory, one whose
 * name has capitals. They come from a module proxy in files, so that no network is needed.
 */
export function goProgram(directory: string): GoProgram {
  const proxy = join(directory, 'proxy')
  for (const module of MODULES) writeModule(proxy, module)
  const app = join(directory, 'app')
  write(join(app, 'local/go.mod'), 'module example.com/local\n\ngo 1.21\n')
  write(join(app, 'local/local.go'), 'package local\n\nvar Name = "local"\n')
  write(
    join(app, 'go.mod'),
    `module example.com/app\n\ngo 1.21\n\nrequire (\n${[...MODULES.slice(0, 2), MODULES[3], 'example.com/local']
      .map((name) => `\t${name} ${VERSION}\n`)
      .join('')})\n\nreplace example.com/replaced => example.com/replacement ${VERSION}\n` +
      'replace example.com/local => ./local\n',
  )
  write(
    join(app, 'main.go'),
    'package main\n\nimport (\n\t"example.com/dep"\n\t"example.com/local"\n\t"example.com/replaced"\n' +
      '\t"example.com/Upper"\n)\n\nfunc main() { println(dep.Name, local.Name, replaced.Name, Upper.Name) }\n',
  )
  return {
    directory: app,
    build(output, flags = [], env = {}) {
      const path = join(directory, output)
      execFileSync('go', ['build', '-mod=mod', ...flags, '-o', path, '.'], {
        cwd: app,
        stdio: ['ignore', 'ignore', 'pipe'],
        env: {
          ...process.env,
          GOFLAGS: '-modcacherw',
          GOPROXY: `file://${proxy}`,
          GOSUMDB: 'off',
          GOWORK: 'off',
          GOMODCACHE: join(directory, 'mod'),
          CGO_ENABLED: '0',
          ...env,
        },
      })
      return path
    },
  }
}

function writeModule(proxy: string, name: string): void {
  // Capitals are written so that file systems without case can tell them apart (go.dev/ref/mod, "GOPROXY protocol").
  const versions = join(
    proxy,
    name.replace(/[A-Z]/g, (letter) => `!${letter.toLowerCase()}`),
    '@v',
  )
  const path = name === 'example.com/replacement' ? 'example.com/replaced' : name
  const mod = `module ${path}\n\ngo 1.21\n`
  const source = join(proxy, 'sources', name)
  write(join(versions, `${VERSION}.info`), JSON.stringify({ Version: VERSION }))
  write(join(versions, `${VERSION}.mod`), mod)
  write(join(source, `${name}@${VERSION}`, 'go.mod'), mod)
  write(join(source, `${name}@${VERSION}`, 'it.go'), `package ${path.split('/').at(-1)}\n\nvar Name = "${name}"\n`)
  const files = ['go.mod', 'it.go'].map((file) => `${name}@${VERSION}/${file}`)
  execFileSync('python3', ['-c', ZIP, join(versions, `${VERSION}.zip`), ...files], { cwd: source })
}

function write(path: string, text: string): void {
  mkdirSync(join(path, '..'), { recursive: true })
  writeFileSync(path, text)
}
