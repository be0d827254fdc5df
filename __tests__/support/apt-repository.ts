import { execFile } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import type { Files } from './project.js'

const execute = promisify(execFile)

/** Where an instruction that has `MOUNTED` finds the repository. */
const MOUNT = '/mnt/apt'

/**
 * What makes the `apt-get` of an instruction use the repository in the context's directory `apt`: a test's
 * build has no network to wait for.
 */
export const MOUNTED = `--mount=type=bind,source=apt,target=${MOUNT} export APT_CONFIG=${MOUNT}/apt.conf &&`

/** Packages that the index lists beside those that are there, so that it weighs what an index may. */
const LISTED = 500

/** The files of an APT repository with these packages, each with files by path; dpkg-deb packs them. */
export async function aptRepository(packages: Readonly<Record<string, Files>>): Promise<Files> {
  const directory = await mkdtemp(join(tmpdir(), 'apt-'))
  try {
    const files: Record<string, string | Buffer> = {
      // Copied, where `file:` would be read in place.
      'apt/sources.list': `deb [trusted=yes] copy:${MOUNT} ./\n`,
      'apt/apt.conf': `Dir::Etc::sourcelist "${MOUNT}/sources.list";\nDir::Etc::sourceparts "-";\n`,
    }
    const index: string[] = []
    for (const [name, content] of Object.entries(packages)) {
      const archive = await packed(directory, name, content)
      files[`apt/${name}.deb`] = archive
      index.push(entryOf(name, archive))
    }
    for (let i = 0; i < LISTED; i++) index.push(entryOf(`listed-${i}`, randomBytes(16)))
    return { ...files, 'apt/Packages': index.join('\n') }
  } finally {
    await rm(directory, { recursive: true })
  }
}

const control = (name: string): string =>
  [
    `Package: ${name}`,
    'Version: 1.0-1',
    'Architecture: all',
    'Maintainer: Author <author@example.com>',
    `Description: ${name} of a test`,
    '',
  ].join('\n')

const entryOf = (name: string, archive: Buffer): string =>
  `${control(name)}Filename: ./${name}.deb\nSize: ${archive.length}\nSHA256: ${createHash('sha256').update(archive).digest('hex')}\n`

async function packed(directory: string, name: string, content: Files): Promise<Buffer> {
  const root = join(directory, name)
  for (const [path, text] of Object.entries({ ...content, 'DEBIAN/control': control(name) })) {
    await mkdir(dirname(join(root, path)), { recursive: true })
    await writeFile(join(root, path), text)
  }
  await execute('dpkg-deb', ['--root-owner-group', '--build', root, `${root}.deb`])
  return readFile(`${root}.deb`)
}
