import { expect, test } from '@jest/globals'
import { readSource } from '../../src/request/source.js'
import { readRequest } from '../../src/request/read.js'
import { options, type Tree, withTree } from './tree.js'

async function ignoreFiles(tree: Tree, file: string): Promise<readonly string[]> {
  return withTree(tree, async (root) => {
    const request = await readRequest({ file }, options(root, tree))
    const { images } = await readSource('head', root, request.images, 'linux/amd64')
    return images.map(({ ignoreFile }) => ignoreFile)
  })
}

test("a Dockerfile's own ignore file takes the place of the context's", async () => {
  const tree = { 'api/Dockerfile': 'FROM scratch\n', '.dockerignore': 'a\n' }
  expect(await ignoreFiles(tree, 'api/Dockerfile')).toEqual(['.dockerignore'])
  const own = { ...tree, 'api/Dockerfile.dockerignore': 'b\n' }
  expect(await ignoreFiles(own, 'api/Dockerfile')).toEqual(['Dockerfile.dockerignore'])
})
