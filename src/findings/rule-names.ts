import { RULES, type Rule } from './finding.js'
import { didYouMean } from '../nearest.js'

/** Rules that look at the whole image and at no single path of it. */
const WHOLE: readonly Rule[] = ['single-stage', 'root-user', 'unpinned-base', 'secret-in-arg', 'unused-stage']

/** BuildKit's own checks (frontend/dockerfile/docs/rules); a frontend may bring others. */
export const CHECKS = [
  'StageNameCasing',
  'FromAsCasing',
  'NoEmptyContinuation',
  'ConsistentInstructionCasing',
  'DuplicateStageName',
  'ReservedStageName',
  'JSONArgsRecommended',
  'MaintainerDeprecated',
  'UndefinedArgInFrom',
  'WorkdirRelativePath',
  'UndefinedVar',
  'MultipleInstructionsDisallowed',
  'LegacyKeyValueFormat',
  'RedundantTargetPlatform',
  'SecretsUsedInArgOrEnv',
  'InvalidDefaultArgInFrom',
  'FromPlatformFlagConstDisallowed',
  'CopyIgnoredFile',
  'InvalidDefinitionDescription',
  'ExposeProtoCasing',
  'ExposeInvalidFormat',
  'InvalidBaseImagePlatform',
] as const

/** What Dockerfile 1.8 called some of them. */
const FORMER = [
  'FileConsistentCommandCasing',
  'SelfConsistentCommandCasing',
  'NoEmptyContinuations',
  'UndeclaredArgInFrom',
]

const KNOWN: readonly string[] = [...RULES, ...CHECKS, ...FORMER]

/** Whether `name` is that of a rule, or may be that of a check. */
export function isRuleName(name: string): boolean {
  return KNOWN.includes(name) || (/^[A-Z][A-Za-z\d]*$/.test(name) && didYouMean(name, KNOWN) === '')
}

/** The rule that an unknown `name` most likely meant, in a sentence; else which there are. */
export function ruleAdvice(name: string): string {
  const rules = RULES.map((rule) => `\`${rule}\``).join(', ')
  return didYouMean(name, KNOWN) || ` The rules: ${rules}, and BuildKit's checks, such as \`${CHECKS[0]}\`.`
}

/** Whether the rule `name` looks at paths, so that it can be narrowed by them. */
export function looksAtPaths(name: string): boolean {
  return RULES.some((rule) => rule === name && !WHOLE.includes(rule))
}
