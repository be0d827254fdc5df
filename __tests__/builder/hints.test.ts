import { describe, expect, test } from '@jest/globals'
import { hintFor } from '../../src/builder/hints.js'

/** Messages of real builds, with BuildKit 0.33.1 and 0.12.5. */
const REGISTRY = '127.0.0.1:36499/limited/x:1: failed to resolve source metadata for 127.0.0.1:36499/limited/x:1: '
const HEAD = 'unexpected status from HEAD request to http://127.0.0.1:36499/v2/limited/x/manifests/1: '

describe('the way out, by what BuildKit says', () => {
  test.each([
    [`${REGISTRY}${HEAD}429 Too Many Requests`, /limits pulls/],
    [`127.0.0.1:36499/limited/x:1: ${HEAD}429 Too Many Requests`, /limits pulls/],
    [`${REGISTRY}${HEAD}401 Unauthorized`, /refused.*log in/],
    [`${REGISTRY}${HEAD}500 Internal Server Error`, /did not answer/],
    [
      `127.0.0.1:1/x:1: failed to do request: Head "http://127.0.0.1:1/v2/x/manifests/1": dial tcp 127.0.0.1:1: connect: connection refused`,
      /did not answer/,
    ],
    [
      'busybox:nothere: failed to resolve source metadata for docker.io/library/busybox:nothere: docker.io/library/busybox:nothere: not found',
      /check its name and tag/,
    ],
    ['docker.io/library/busybox:nothere: not found', /check its name and tag/],
    ['"/nothere": not found', /\.dockerignore/],
    [
      'failed to dial gRPC: rpc error: code = Internal desc = rpc error: code = Internal desc = header key "x-docker-expose-session-sharedkey" contains value with non-printable ASCII characters',
      /rename the directory/,
    ],
    [
      'ResourceExhausted: failed to read dockerfile: write /var/lib/buildkit/cache.db: no space left on device',
      /^The disk is full/,
    ],
  ])('%s', (message, hint) => {
    expect(hintFor({ message, step: null, log: [] })).toMatch(hint)
  })

  test('what a command of the Dockerfile says is about others than the builder', () => {
    const message = 'process "/bin/sh -c curl x" did not complete successfully: exit code: 22'
    expect(hintFor({ message, step: 'RUN curl x', log: ['429 Too Many Requests', '"/x": not found'] })).toBeNull()
    expect(hintFor({ message, step: 'RUN dd', log: ['dd: No space left on device'] })).toMatch(/disk is full/)
    expect(hintFor({ message: message.replace('22', '137'), step: 'RUN make', log: [] })).toMatch(/memory/)
  })

  test('a frontend that cannot be fetched', () => {
    const step = 'resolve image config for docker-image://size-gate.invalid/frontend:1'
    expect(hintFor({ message: `${REGISTRY}no such host`, step, log: [] })).toMatch(/# syntax=/)
  })
})
