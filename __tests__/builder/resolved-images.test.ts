import { describe, expect, it, test } from '@jest/globals'
import { imagesUsed, type Materials } from '../../src/builder/resolved-images.js'
import type { Provenance } from '../../src/builder/llb.js'

const ONE = `sha256:${'1'.repeat(64)}`
const TWO = `sha256:${'2'.repeat(64)}`

/** Provenance with these sources as steps, and materials: package URL and digest. */
function provenance(
  sources: readonly string[],
  materials: readonly (readonly [string, string])[],
): Provenance & Materials {
  return {
    materials: materials.map(([uri, digest]) => ({ uri, digest: { sha256: digest.slice('sha256:'.length) } })),
    buildConfig: {
      llbDefinition: sources.map((identifier, index) => ({
        id: `step${index}`,
        op: { Op: { source: { identifier } } },
      })),
    },
  }
}

describe('what BuildKit writes of an image', () => {
  test.each([
    [
      'of the hub, found by its tag',
      `docker-image://docker.io/library/debian:bookworm@${ONE}`,
      'pkg:docker/debian@bookworm?platform=linux%2Famd64',
      'debian:bookworm',
    ],
    [
      'by a named context, whose identifier has no digest',
      'docker-image://docker.io/library/busybox:1.37',
      'pkg:docker/busybox@1.37?platform=linux%2Famd64',
      'busybox:1.37',
    ],
    [
      'of a user of the hub',
      `docker-image://docker.io/acme/base:latest@${ONE}`,
      'pkg:docker/acme/base@latest?platform=linux%2Famd64',
      'acme/base:latest',
    ],
    [
      'of a registry with a port, as BuildKit 0.33 escapes it',
      `docker-image://localhost:5000/team/base:1@${ONE}`,
      'pkg:docker/localhost%3A5000/team/base@1?platform=linux%2Famd64',
      'localhost:5000/team/base:1',
    ],
    [
      'of a registry with a port, as Docker 28 leaves it',
      `docker-image://localhost:5000/team/base:1@${ONE}`,
      'pkg:docker/localhost:5000/team/base@1?platform=linux%2Famd64',
      'localhost:5000/team/base:1',
    ],
    [
      'pinned',
      `docker-image://docker.io/library/debian:bookworm@${ONE}`,
      `pkg:docker/debian@bookworm?digest=${ONE}&platform=linux%2Famd64`,
      `debian:bookworm@${ONE}`,
    ],
    [
      'pinned without a tag',
      `docker-image://docker.io/library/debian@${ONE}`,
      `pkg:docker/debian?digest=${ONE}&platform=linux%2Famd64`,
      `debian@${ONE}`,
    ],
  ])('%s', (_, identifier, uri, reference) => {
    const used = imagesUsed(provenance([identifier], [[uri, ONE]]), identifier)
    expect(used).toEqual({ resolved: [{ reference, digest: ONE }], base: reference })
  })
})

it('leaves out what no step names, as the frontend', () => {
  const debian = `docker-image://docker.io/library/debian:12@${ONE}`
  const used = imagesUsed(
    provenance(
      [debian, 'local://context', 'oci-layout://docker.io/library/base@sha256:0'],
      [
        ['pkg:docker/docker/dockerfile@1?platform=linux%2Famd64', TWO],
        ['pkg:docker/debian@12?platform=linux%2Famd64', ONE],
        ['pkg:oci/base?digest=sha256:0', TWO],
      ],
    ),
    null,
  )
  expect(used).toEqual({ resolved: [{ reference: 'debian:12', digest: ONE }], base: null })
})

it('lists an image that is used on two platforms once', () => {
  const used = imagesUsed(
    provenance(
      [`docker-image://docker.io/library/golang:1.26@${ONE}`],
      [
        ['pkg:docker/golang@1.26?platform=linux%2Famd64', ONE],
        ['pkg:docker/golang@1.26?platform=linux%2Farm64', ONE],
      ],
    ),
    null,
  )
  expect(used.resolved).toHaveLength(1)
})

it('knows nothing of provenance without steps', () => {
  expect(imagesUsed({}, null)).toEqual({ resolved: [], base: null })
})
