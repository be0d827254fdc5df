import { describe, expect, test } from '@jest/globals'
import { imageNames, isDockerfileName } from '../../src/request/image-name.js'

describe('names of discovered Dockerfiles', () => {
  const cases: readonly (readonly [string, Readonly<Record<string, string>>])[] = [
    ['the directory', { 'services/api/Dockerfile': 'api', 'web/Dockerfile': 'web' }],
    ['the repository at the root', { Dockerfile: 'shop', 'docker/Dockerfile.web': 'web' }],
    [
      'what the name has beside Dockerfile',
      { 'worker.Dockerfile': 'worker', 'Dockerfile.web': 'web', 'b/x.dockerfile': 'x' },
    ],
    ['a directory called docker says nothing', { 'docker/Dockerfile': 'shop', 'api/.docker/Dockerfile': 'api' }],
    ['more of the path where it has to be', { 'a/api/Dockerfile': 'a/api', 'b/api/Dockerfile': 'b/api' }],
    ['only as much as it has to', { 'api/Dockerfile': 'api', 'legacy/api/Dockerfile': 'legacy/api' }],
    ['variants of one', { 'api/Dockerfile': 'api', 'api/Dockerfile.dev': 'dev', 'web/Dockerfile.prod': 'prod' }],
    ['variants of many', { 'api/Dockerfile.dev': 'api/dev', 'web/Dockerfile.dev': 'web/dev' }],
    [
      'the path where nothing else will do',
      { 'worker/Dockerfile': 'worker/Dockerfile', 'worker.Dockerfile': 'worker.Dockerfile' },
    ],
    ['Containerfile', { 'api/Containerfile': 'api', 'Containerfile.web': 'web' }],
    ['nothing', {}],
  ]
  test.each(cases)('%s', (_, names) => {
    expect(Object.fromEntries(imageNames(Object.keys(names), 'shop'))).toEqual(names)
  })

  test('are unique whatever the paths', () => {
    const paths = ['a', 'b', 'a/b', 'b/a', 'a/b/a', 'docker'].flatMap((directory) =>
      ['Dockerfile', 'a.Dockerfile', 'Dockerfile.b', 'Dockerfile.docker'].map((file) => `${directory}/${file}`),
    )
    const names = imageNames([...paths, 'Dockerfile', 'shop/Dockerfile'], 'shop')
    expect(new Set(names.values()).size).toBe(paths.length + 2)
  })

  test('that the head gave are kept', () => {
    const known = new Map([['services/api/Dockerfile', 'api']])
    const names = imageNames(['services/api/Dockerfile', 'legacy/api/Dockerfile'], 'shop', known)
    expect([...names.values()]).toEqual(['api', 'legacy/api'])
  })
})

test.each([
  ['Dockerfile', true],
  ['a/b/Dockerfile', true],
  ['a/Dockerfile.dev', true],
  ['a/dev.Dockerfile', true],
  ['a/dev.dockerfile', true],
  ['Containerfile', true],
  ['Dockerfile.dockerignore', false],
  ['Dockerfile.md', false],
  ['Dockerfile.j2', false],
  ['Dockerfile.template', false],
  ['Dockerfile/x', false],
  ['myDockerfile', false],
  ['Dockerfiles', false],
  ['.dockerignore', false],
])('%s is a Dockerfile by name: %s', (path, is) => {
  expect(isDockerfileName(path)).toBe(is)
})
