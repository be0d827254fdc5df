import type { Finding } from '../../src/findings/finding.js'

/** Of all kinds: four that this change brought, two of them BuildKit's, and one that was there. */
export const findings: readonly Finding[] = [
  {
    rule: 'unpinned-base',
    bytes: 0,
    line: 1,
    paths: [],
    advice: '`node` is whatever is newest. Name a version and its digest: `FROM node:TAG@sha256:…`.',
    url: null,
    inBase: false,
  },
  {
    rule: 'secret-in-arg',
    bytes: 0,
    line: 4,
    paths: [],
    advice: 'What `ARG NPM_TOKEN` holds can be read in the image’s history or settings.',
    url: null,
    inBase: false,
  },
  {
    rule: 'WorkdirRelativePath',
    bytes: 0,
    line: 5,
    paths: [],
    advice:
      'Relative workdir "*src*" can have unexpected results if the base image changes. Relative workdir without an absolute workdir declared within the build can have unexpected results if the base image changes.',
    url: 'https://docs.docker.com/go/dockerfile/rule/workdir-relative-path/',
    inBase: false,
  },
  {
    rule: 'HouseRule',
    bytes: 0,
    line: 6,
    paths: [],
    advice: 'Ask @ops, or see https://example.com/why.',
    url: 'https://example.com/why',
    inBase: false,
  },
  {
    rule: 'root-user',
    bytes: 0,
    line: null,
    paths: [],
    advice: 'It runs as root. Add `USER 65532`.',
    url: null,
    inBase: true,
  },
]
