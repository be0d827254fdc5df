import { BUILD_INPUTS } from './build-inputs.js'
import { PUSH_INPUTS } from './push-inputs.js'

/** How the text of an input is read; see `value.ts`. */
export type InputKind =
  | 'text'
  | 'path'
  | 'command'
  | 'list'
  | 'lines'
  | 'pairs'
  | 'named'
  | 'secrets'
  | 'targets'
  | 'platforms'
  | 'boolean'
  | 'choice'
  | 'size'
  | 'growth'
  | 'share'
  | 'count'
  | 'ignored'

export type InputGroup =
  'what to build' | 'what to compare with' | 'limits' | 'where to say it' | 'accepted, without effect'

/** All that is known of one input: reading, action.yml, the command's options and the documents come from it. */
export interface InputSpec {
  readonly group: InputGroup
  readonly kind: InputKind
  /** One sentence without its full stop. */
  readonly description: string
  /** In the words of the documents; null: none. */
  readonly default: string | null
  /**
   * Whether action.yml states the default. Actions cannot tell an unset input from its default, so an input that the
   * config file may set as well, or whose absence means something, states none there.
   */
  readonly declared?: true
  /** The values of a choice. */
  readonly choices?: readonly string[]
  /** Where the config file may set it. */
  readonly config: 'nowhere' | 'defaults' | 'defaults and images' | 'images'
  /** false: not in this version; a list: only these values of it are. */
  readonly come: boolean | readonly string[]
}

const base = { group: 'what to compare with', config: 'defaults' } as const
const limit = { group: 'limits', config: 'defaults and images', default: null } as const
const say = { group: 'where to say it', config: 'defaults' } as const

/** Every input, in the order of action.yml. */
export const INPUTS = {
  ...BUILD_INPUTS,
  baseline: {
    ...base,
    kind: 'choice',
    choices: ['auto', 'rebuild', 'recorded', 'none'],
    description:
      "How the base's sizes are found: `auto` takes recorded ones where they are valid and else rebuilds, `rebuild`, `recorded`, `none`",
    default: '`auto`',
    come: ['auto', 'rebuild', 'none'],
  },
  'base-ref': {
    group: 'what to compare with',
    kind: 'text',
    description: "Commit or ref to compare with instead of the event's own",
    default: null,
    config: 'nowhere',
    come: true,
  },
  prepare: {
    ...base,
    kind: 'command',
    description:
      "Shell command run in the base's own checkout before it is built, for contexts that need files which an earlier step made",
    default: null,
    come: true,
  },
  record: {
    ...base,
    kind: 'choice',
    choices: ['auto', 'always', 'never'],
    description: "Store this run's measurement as a baseline: `auto` does on pushes to the default branch",
    default: '`auto`',
    come: ['auto'],
  },
  'max-size': { ...limit, kind: 'size', description: 'Largest size of an image, such as `200 MB`', come: true },
  'max-download': {
    ...limit,
    kind: 'size',
    description: 'Largest download (compressed) of an image, such as `80 MB`',
    come: true,
  },
  'max-increase': {
    ...limit,
    kind: 'growth',
    description:
      'Largest growth of the size: `5 MB`, `2%`, `5 MB or 2%` (either breaks it), `2% and 1 MB` (only both do)',
    come: true,
  },
  'max-download-increase': {
    ...limit,
    kind: 'growth',
    description: 'Largest growth of the download, written as `max-increase` is',
    come: true,
  },
  'min-stages': {
    ...limit,
    kind: 'count',
    description: 'Fewest stages that an image is built from; `2` enforces multi-stage builds',
    come: true,
  },
  'max-stages': { ...limit, kind: 'count', description: 'Most stages that an image is built from', come: true },
  'max-layers': { ...limit, kind: 'count', description: 'Most layers of an image', come: true },
  'max-waste': {
    ...limit,
    kind: 'share',
    description: 'Most bytes, or percent of the size, that findings say need not be there: `5 MB`, `2%`',
    come: true,
  },
  'on-breach': {
    group: 'limits',
    kind: 'choice',
    choices: ['fail', 'warn'],
    description: 'What a breach does: `fail` or `warn`',
    default: '`fail`',
    config: 'defaults',
    come: true,
  },
  'ignore-drift': {
    group: 'limits',
    kind: 'boolean',
    description: 'Judge growth without what a moved base image brought',
    default: '`true`',
    config: 'defaults',
    come: true,
  },
  'override-label': {
    group: 'limits',
    kind: 'text',
    description: 'Label of a pull request that accepts a breach',
    default: '`size-gate:accept`',
    config: 'defaults',
    come: true,
  },
  comment: {
    ...say,
    kind: 'choice',
    choices: ['always', 'changes', 'on-breach', 'never'],
    description: 'When to comment on the pull request: `always`, `changes`, `on-breach`, `never`',
    default: '`changes`',
    come: true,
  },
  'comment-key': {
    ...say,
    kind: 'text',
    description: 'One comment is kept for each key',
    default: 'workflow and job',
    come: true,
  },
  summary: { ...say, kind: 'boolean', description: 'Write the job summary', default: '`true`', come: true },
  annotations: { ...say, kind: 'boolean', description: 'Annotate Dockerfile lines', default: '`true`', come: true },
  checks: {
    ...say,
    kind: 'boolean',
    description: 'Make a check run for each shipped target',
    default: '`false`',
    come: ['false'],
  },
  'html-report': { ...say, kind: 'path', description: 'Path of a self-contained page', default: null, come: false },
  mode: {
    group: 'where to say it',
    kind: 'choice',
    choices: ['gate', 'measure', 'report', 'publish'],
    description:
      '`gate`; `measure` writes the report, judges and posts nothing; `report` merges reports of several jobs and judges once; `publish` posts what an untrusted run left, from `workflow_run`',
    default: 'gate',
    declared: true,
    config: 'nowhere',
    come: ['gate', 'measure'],
  },
  reports: {
    group: 'where to say it',
    kind: 'list',
    description: 'For the modes `report` and `publish`: paths or globs of report files',
    default: null,
    config: 'nowhere',
    come: false,
  },
  'github-token': {
    group: 'where to say it',
    kind: 'text',
    description: 'Token that comments on the pull request and reads its labels',
    default: '${{ github.token }}',
    declared: true,
    config: 'nowhere',
    come: true,
  },
  ...PUSH_INPUTS,
} as const satisfies Readonly<Record<string, InputSpec>>
