import { expect, test } from '@jest/globals'
import { layerImage } from '../../src/image/layer-image.js'
import type { LayerOwner } from '../../src/image/measurement.js'

const DEBIAN = 'debian:bookworm'
const images = {
  resolved: [
    { reference: DEBIAN, digest: 'sha256:1' },
    { reference: 'nginx:latest', digest: 'sha256:2' },
  ],
  base: DEBIAN,
}

function owner(text: string, more: Partial<LayerOwner> = {}): LayerOwner {
  return {
    origin: 'own',
    text,
    commands: text,
    whole: text,
    stage: 'final',
    lines: { start: 2, end: 2 },
    source: null,
    ...more,
  }
}

function copied(text: string, reference = 'docker-image://docker.io/library/nginx:latest@sha256:2'): LayerOwner {
  return owner(text, { source: { kind: 'image', reference } })
}

test.each([
  ['a layer of the base', owner(DEBIAN, { origin: 'base' }), DEBIAN],
  ['a copy out of an image', copied('COPY --from=nginx:latest /a /b /c/'), 'nginx:latest'],
  [
    'a copy out of an image with its registry',
    copied('COPY --link --from=docker.io/library/nginx /a /b /c/'),
    'nginx:latest',
  ],
  ['one source out of an image by its bare name', copied('COPY --from=nginx --chown=1:1 /a /b'), 'nginx:latest'],
  // `FROM nginx AS nginx` with files of its own looks the same.
  ['several sources, perhaps of a stage with the image’s name', copied('COPY --from=nginx /a /b /c/'), null],
  ['sources in JSON, perhaps of a stage', copied('COPY --from=nginx ["/a", "/c/"]'), null],
  ['a copy out of a stage that has it from an image', copied('COPY --from=build /a /b'), null],
  ['a copy that was followed to another image', copied('COPY --from=nginx:latest /a /b', DEBIAN), null],
  ['a copy out of an image that is not known', copied('COPY --from=redis:8 /a /b', 'redis:8'), null],
  ['a copy that was followed to nothing', owner('COPY --from=nginx:latest /a /b'), null],
  ['an instruction that ran', owner('RUN --mount=from=nginx:latest make'), null],
])('%s', (_, of, reference) => {
  expect(layerImage(of, images)).toBe(reference)
})

test('a base that provenance does not tell', () => {
  expect(layerImage(owner('the base image', { origin: 'base' }), { resolved: [], base: null })).toBeNull()
})
