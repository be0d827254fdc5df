import type { Finding } from '../../src/findings/finding.js'
import type { Judgement } from '../../src/policy/verdict.js'
import type { ReportImage } from '../../src/report/report.js'

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
    grown: null,
  },
  {
    rule: 'secret-in-arg',
    bytes: 0,
    line: 4,
    paths: [],
    advice: 'What `ARG NPM_TOKEN` holds can be read in the image’s history or settings.',
    url: null,
    inBase: false,
    grown: null,
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
    grown: null,
  },
  {
    rule: 'HouseRule',
    bytes: 0,
    line: 6,
    paths: [],
    advice: 'Ask @ops, or see https://example.com/why.',
    url: 'https://example.com/why',
    inBase: false,
    grown: null,
  },
  {
    rule: 'root-user',
    bytes: 0,
    line: null,
    paths: [],
    advice: 'It runs as root. Add `USER 65532`.',
    url: null,
    inBase: true,
    grown: null,
  },
]

/** One that weighs more than the base's, and one that is new. */
export const grownFindings: readonly Finding[] = [
  {
    rule: 'package-cache',
    bytes: 25_000_000,
    line: 12,
    paths: ['/root/.npm/_cacache'],
    advice: 'npm’s cache stays in line 12. End it with `&& npm cache clean --force`.',
    url: null,
    inBase: false,
    grown: 5_300_000,
  },
  {
    rule: 'docs-and-locales',
    bytes: 5_200_000,
    line: 14,
    paths: ['/usr/share/doc'],
    advice: 'Nothing that runs reads documentation. End line 14 with `&& rm -rf /usr/share/doc`.',
    url: null,
    inBase: false,
    grown: null,
  },
]

/** What weighs: one that this change brought, and a heavier one that was there. */
const waste: readonly Finding[] = [
  {
    rule: 'package-cache',
    bytes: 3_100_000,
    line: 14,
    paths: ['/var/lib/apt/lists/mirror.example_debian_dists_trixie_main_binary-amd64_Packages.lz4'],
    advice: 'What apt downloads stays in line 14. End it with `&& rm -rf /var/lib/apt/lists/*`.',
    url: null,
    inBase: false,
    grown: null,
  },
  {
    rule: 'build-tools',
    bytes: 15_300_000,
    line: 11,
    paths: ['/usr/bin/cc1', '/usr/bin/ld'],
    advice: 'Nothing that runs needs compilers. Build in a stage of its own, and copy what it makes.',
    url: null,
    inBase: true,
    grown: null,
  },
]

const wasteJudgement = (allowed: string, status: Judgement['status'], actual: string): Judgement => ({
  limit: 'max-waste',
  allowed,
  actual,
  status,
  message: `${actual} need not be there, ${allowed} allowed`,
})

type Wasteful = Pick<ReportImage, 'limits' | 'waste' | 'findings'>

/** What rows say of waste: within the limit, over it in bytes, over it in percent, and not known. */
export const withinWaste: Wasteful = {
  limits: [wasteJudgement('2%', 'pass', '900 kB (1 %)')],
  waste: 900_000,
  findings: [],
}
export const overWaste: Wasteful = {
  limits: [wasteJudgement('5 MB', 'breach', '18.4 MB')],
  waste: 18_400_000,
  findings: waste,
}
export const overWasteShare: Wasteful = {
  ...overWaste,
  limits: [wasteJudgement('2%', 'breach', '18.4 MB (12.3 %)')],
}
export const unknownWaste: Wasteful = {
  limits: [
    {
      limit: 'max-waste',
      allowed: '5 MB',
      actual: null,
      status: 'skipped',
      message: 'not judged: its layers could not be looked into',
    },
  ],
  waste: null,
  findings: null,
}
