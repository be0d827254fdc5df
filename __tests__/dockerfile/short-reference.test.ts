import { describe, expect, test } from '@jest/globals'
import { nameAmong } from '../../src/dockerfile/short-reference.js'

const DIGEST = `sha256:${'1'.repeat(64)}`

describe('nameAmong', () => {
  const references = ['debian:latest', 'localhost:5000/team/base:1', `busybox:1.37@${DIGEST}`]

  test.each([
    ['debian', 'debian:latest'],
    ['docker.io/library/debian', 'debian:latest'],
    ['docker.io/debian:latest', 'debian:latest'],
    [`docker-image://docker.io/library/debian:latest@${DIGEST}`, 'debian:latest'],
    [`busybox:1.37@${DIGEST}`, `busybox:1.37@${DIGEST}`],
    ['busybox:1.37', null],
    ['acme/debian', null],
    ['debian:12', null],
    ['localhost:5000/team/base:1', 'localhost:5000/team/base:1'],
    ['localhost:5000/team/base', null],
    ['library/debian', 'debian:latest'],
  ])('%s is %s', (image, name) => {
    expect(nameAmong(references, image)).toBe(name)
  })
})
