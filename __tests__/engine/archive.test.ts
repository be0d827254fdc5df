import { execFile, spawn } from 'node:child_process'
import { createReadStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { readArchive } from '../../src/image/archive.js'
import { createFileNames, type FileNames, KIND } from '../../src/layer/layer-files.js'
import { layerReader, type ReadLayer } from '../../src/layer/read-layer.js'
import { docker, engineEnv, type Environment } from '../support/engines.js'

const execute = promisify(execFile)

/** What an engine gives out that keeps its layers by another storage driver than overlay2. */
describe('the archive of an image of two layers', () => {
  const tag = `size-gate-test/archived-${process.pid}`
  let env: Environment
  let directory: string
  let diffIds: readonly string[]

  beforeAll(async () => {
    env = await engineEnv('classic')
    directory = await mkdtemp(join(tmpdir(), 'archive-'))
    const dockerfile = 'FROM busybox:1.37\nRUN head -c 12345 /dev/zero > /made && rm /bin/vi\n'
    const build = spawn('docker', ['buildx', 'build', '--builder', 'default', '--quiet', '--tag', tag, '-'], { env })
    build.stdin.end(dockerfile)
    await new Promise((done) => build.on('close', done))
    const inspected = await docker(env, 'image', 'inspect', '--format', '{{json .RootFS.Layers}}', tag)
    diffIds = JSON.parse(inspected) as readonly string[]
    // As Docker wrote it before its version 25: a folder for each layer, by names of its own, and what they are at the end.
    const older = `docker image save "$0" > new.tar && mkdir new old && tar -xf new.tar -C new && cd old &&
      number=0 && for id in ${diffIds.map((id) => id.replace('sha256:', '')).join(' ')}; do
        number=$((number + 1)) && mkdir layer$number && cp ../new/blobs/sha256/$id layer$number/layer.tar; done &&
      printf '[{"Layers":["layer1/layer.tar","layer2/layer.tar"]}]' > manifest.json &&
      tar -cf ../old.tar layer2 layer1 manifest.json`
    await execute('bash', ['-c', older, tag], { cwd: directory, env })
  }, 60_000)

  afterAll(async () => {
    await docker(env, 'image', 'rm', tag)
    await rm(directory, { recursive: true, force: true })
  })

  async function read(archive: string, wanted = diffIds): Promise<[FileNames, ReadonlyMap<string, ReadLayer>]> {
    const names = createFileNames()
    const stream = createReadStream(join(directory, archive)) as AsyncIterable<Buffer>
    return [names, await readArchive(stream, diffIds, (id) => (wanted.includes(id) ? layerReader(names) : null))]
  }

  test.each(['new.tar', 'old.tar'])('has what its layers hold, in %s', async (archive) => {
    const [names, layers] = await read(archive)
    expect([...layers.keys()]).toEqual(diffIds)
    const [, top] = [...layers.values()]
    const files = top?.contents.files
    const entries = Array.from(files?.paths ?? [], (path, index) => [names.paths.path(path), files?.kinds[index]])
    expect(top?.bytes).toBe(12_345)
    expect(entries).toContainEqual(['/made', KIND.file])
    expect(entries).toContainEqual(['/bin/vi', KIND.deleted])
  })

  test('is read for the layers that are wanted alone', async () => {
    const [, layers] = await read('new.tar', diffIds.slice(1))
    expect([...layers.keys()]).toEqual(diffIds.slice(1))
  })

  test('that lacks a layer is refused', async () => {
    const stream = createReadStream(join(directory, 'new.tar')) as AsyncIterable<Buffer>
    const missing = [...diffIds, `sha256:${'0'.repeat(64)}`]
    const reading = readArchive(stream, missing, () => layerReader(createFileNames()))
    await expect(reading).rejects.toThrow(`docker image save left out the layer ${missing.at(-1)}`)
  })
})
