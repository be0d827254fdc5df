import { mkdir, readdir, lstat } from 'node:fs/promises'
import { join } from 'node:path'
import { run } from '../command.mjs'

/** Folders with programs, libraries and sources, as a toolchain's image has them, the likeliest first. */
const PLACES = [
  '/usr/local/go',
  '/usr/lib/go',
  '/usr/lib/jvm',
  '/usr/lib/llvm-14',
  '/usr/lib/gcc',
  '/usr/lib',
  '/usr/share',
  '/usr/local',
  '/usr/bin',
  '/opt',
]

const ARCHIVES = 7
const BYTES = 1.4e9

const FROM = 'FROM busybox:1.37\n'
const RUN = 'RUN --mount=type=bind,from=toolchain,target=/archives'
const numbers = (count) => Array.from({ length: count }, (_, number) => number)

/** A Dockerfile's beginning: an image of 1.4 GB, in a layer for each archive of the context `toolchain`. */
export const toolchainDockerfile =
  FROM +
  numbers(ARCHIVES)
    .map((number) => `${RUN} tar -xf /archives/${number}.tar\n`)
    .join('')

/** An image of 1 GB in one layer, of the same context. */
export const oneLayerDockerfile = `${FROM}${RUN} for one in ${numbers(5).join(' ')}; do tar -xf /archives/$one.tar || exit; done\n`

/** An instruction that makes 100 MB in two thousand files; another `number` of an archive makes others. */
export function changedLayer(number) {
  const piece = `dd if=/archives/${number}.tar of=/changed/${number}-$part bs=50000 skip=$part count=1 2>/dev/null`
  return `${RUN} mkdir /changed && for part in $(seq 2000); do ${piece} || exit; done\n`
}

/** That context's folder, made by the first row that asks. */
export function toolchainContext(ground) {
  ground.toolchain ??= pack(join(ground.directory, 'toolchain'))
  return ground.toolchain
}

async function pack(directory) {
  await packToolchain(directory, { archives: ARCHIVES, bytes: BYTES / ARCHIVES })
  return directory
}

/**
 * Tar archives `0.tar`, `1.tar`, … in `directory`, each of `bytes` of this machine's own files or a little more, none of
 * them twice. A build unpacks one in each step, so that no context has many files to look at. Throws where the machine
 * has too few.
 */
async function packToolchain(directory, { archives, bytes }) {
  await mkdir(directory, { recursive: true })
  const files = filesOf(PLACES, new Set())
  for (let number = 0; number < archives; number++) {
    const names = []
    let sum = 0
    while (sum < bytes) {
      const { value, done } = await files.next()
      if (done)
        throw new Error(
          `this machine has too few files in ${PLACES.join(', ')} for an image of ${archives * bytes} bytes`,
        )
      names.push(value.path)
      sum += value.size
    }
    const args = [
      '--create',
      '--file',
      join(directory, `${number}.tar`),
      '--null',
      '--files-from=-',
      '--absolute-names',
      '--transform=s,^/,,',
      '--hard-dereference',
    ]
    await run({ command: 'tar', args, input: names.join('\0') })
  }
}

async function* filesOf(folders, seen) {
  for (const folder of folders) {
    const entries = await readdir(folder, { withFileTypes: true }).catch((error) => {
      if (error.code === 'ENOENT') return []
      throw error
    })
    for (const entry of entries.sort((one, other) => (one.name < other.name ? -1 : 1))) {
      const path = join(folder, entry.name)
      if (seen.has(path)) continue
      seen.add(path)
      if (entry.isDirectory()) yield* filesOf([path], seen)
      else if (entry.isFile()) yield { path, size: (await lstat(path)).size }
    }
  }
}
