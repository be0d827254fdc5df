import { afterAll, describe, expect, test } from '@jest/globals'
import { renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { dockerfilesOf, listDockerfiles, renamedPath } from '../../src/baseline/dockerfiles.js'
import { hintForMissingFile, isUntracked, missingPath } from '../../src/baseline/missing-file.js'
import { openRepository } from '../../src/baseline/repository.js'
import { environment, init, runner, snapshot, workshop } from './repository.js'
import { baselineOf, byHand } from './scenario.js'

const shop = workshop()
const env = environment(shop.dir('home'))
const run = runner(env)
afterAll(shop.clear)

test('the Dockerfiles that git tracks, and the base has', async () => {
  const clone = init(shop.dir('clone'), env)
  const kept = ['Dockerfile', 'Dockerfile.dev', 'api/Containerfile', 'api/web.Dockerfile', 'with space/Dockerfile']
  for (const path of kept) clone.write(path, 'FROM scratch\n')
  for (const path of ['Dockerfile.dockerignore', 'dev.Dockerfile.dockerignore', 'NotADockerfile', 'deleted/Dockerfile'])
    clone.write(path, 'x\n')
  clone.commit('one')
  rmSync(join(clone.root, 'deleted'), { recursive: true })
  clone.write('untracked/Dockerfile', 'FROM scratch\n').write('added/Dockerfile', 'FROM scratch\n').git('add', 'added')
  const repository = await openRepository(run, clone.root)
  expect(await listDockerfiles(repository)).toEqual([...kept, 'added/Dockerfile'].sort())
  const baseline = await baselineOf(shop, clone, byHand)
  if (baseline.source === 'none') throw new Error(baseline.reason)
  expect(await dockerfilesOf(run, baseline)).toEqual([...kept, 'deleted/Dockerfile'].sort())
})

describe('a Dockerfile that was renamed', () => {
  const dockerfile = 'FROM scratch\nCOPY a /a\nCOPY b /b\nCOPY c /c\n'

  test.each(['in a commit', 'in the index', 'only in the working tree'])('%s', async (where) => {
    const clone = init(shop.dir('clone'), env)
    clone.write('docker/Dockerfile', dockerfile)
    const sha = clone.commit('one')
    clone.write('Dockerfile', `${dockerfile}COPY d /d\n`)
    rmSync(join(clone.root, 'docker'), { recursive: true })
    if (where !== 'only in the working tree') clone.git('add', '--all')
    if (where === 'in a commit') clone.commit('two')
    const baseline = await baselineOf(shop, clone, byHand, { baseRef: sha })
    if (baseline.source === 'none') throw new Error(baseline.reason)
    const before = snapshot(clone.root)
    const repository = await openRepository(run, clone.root)
    expect(await renamedPath(run, repository, baseline, 'Dockerfile')).toBe('docker/Dockerfile')
    expect(await renamedPath(run, repository, baseline, 'other/Dockerfile')).toBeNull()
    expect(snapshot(clone.root)).toEqual(before)
  })

  test('a split index', async () => {
    const clone = init(shop.dir('clone'), env)
    clone.write('docker/Dockerfile', dockerfile)
    const sha = clone.commit('one')
    clone.git('update-index', '--split-index')
    renameSync(join(clone.root, 'docker/Dockerfile'), join(clone.root, 'Dockerfile'))
    const baseline = await baselineOf(shop, clone, byHand, { baseRef: sha })
    if (baseline.source === 'none') throw new Error(baseline.reason)
    const repository = await openRepository(run, clone.root)
    expect(await renamedPath(run, repository, baseline, 'Dockerfile')).toBe('docker/Dockerfile')
  })
})

describe('a file that an earlier step made', () => {
  test.each([
    ['failed to calculate checksum of ref moby::k3x: "/dist/app": not found', 'dist/app'],
    [
      'ERROR: failed to build: failed to solve: failed to compute cache key: failed to calculate checksum of ref 9a-b::c: "/my dist": not found',
      'my dist',
    ],
    ['failed to compute cache key: "/dist" not found: not found', 'dist'],
    ['lstat /var/lib/docker/tmp/buildkit-mount3052113/dist/app: no such file or directory', 'dist/app'],
    [
      'failed to walk /var/lib/docker/tmp/buildkit-mount30: lstat /var/lib/docker/tmp/buildkit-mount30/dist: no such file or directory',
      'dist',
    ],
    ['process "/bin/sh -c make" did not complete successfully: exit code: 2', null],
  ])('%s', (error, path) => expect(missingPath(error)).toBe(path))

  test('is told from one that is nowhere, and from one that git has', async () => {
    const clone = init(shop.dir('clone'), env)
    clone.write('.gitignore', 'dist\n').write('api/src/main.go', 'x').commit('one')
    clone.write('api/dist/app', 'x').write('api/new', 'x')
    const repository = await openRepository(run, clone.root)
    expect(await isUntracked(repository, 'api/dist')).toBe(true)
    expect(await isUntracked(repository, 'api/new')).toBe(true)
    expect(await isUntracked(repository, 'api/src')).toBe(false)
    expect(await isUntracked(repository, 'api/nowhere')).toBe(false)
    const error = (path: string): string => `failed to calculate checksum of ref a::b: "/${path}": not found`
    expect(await hintForMissingFile(repository, 'api', error('dist/app'))).toBe(
      "api/dist/app is in the head's tree but not in git, so the base's checkout lacks it: make it there with the input `prepare`",
    )
    expect(await hintForMissingFile(repository, 'api', error('nowhere'))).toBeNull()
    expect(await hintForMissingFile(repository, 'api', 'exit code: 2')).toBeNull()
  })
})
