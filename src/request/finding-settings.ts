import type { Node } from 'yaml'
import { patternTrouble } from '../findings/path-pattern.js'
import { isRuleName, looksAtPaths, ruleAdvice } from '../findings/rule-names.js'
import type { RuleSetting, RuleSettings } from '../findings/rule-settings.js'
import type { ConfigNodes } from './config-node.js'
import { quote } from './problem.js'
import { isList } from './value.js'

const HINT = 'Write `off`, `on` or `{ ignore: [/usr/include/**] }`.'

/** Reads what the config file says under `findings`: rules with how they are to be looked for. */
export function readFindings(nodes: ConfigNodes, node: Node | null, keys: readonly string[]): RuleSettings {
  const settings: [string, RuleSetting][] = []
  for (const { key, at, value } of nodes.entries(node, keys, 'a map, such as `{ duplicates: off }`') ?? []) {
    const here = [...keys, key]
    if (!isRuleName(key)) nodes.problem(at, here, `${quote(key)} is not a rule.${ruleAdvice(key)}`)
    const setting = nodes.isMap(value) ? readIgnored(nodes, key, value, here) : readSwitch(nodes, value, here)
    if (setting !== null) settings.push([key, setting])
  }
  return Object.fromEntries(settings)
}

const SWITCHES: Readonly<Record<string, RuleSetting>> = { off: 'off', on: { ignore: [] } }

/** `off` and `on`, which are text in YAML 1.2, and the booleans that older YAML takes them for. */
function readSwitch(nodes: ConfigNodes, node: Node | null, keys: readonly string[]): RuleSetting | null {
  const written = nodes.written(node, keys)
  if (written === null) return null
  const isBoolean = nodes.isBoolean(node)
  const text = typeof written !== 'string' ? null : isBoolean ? booleanSwitch(written) : written
  const setting = text !== null && Object.hasOwn(SWITCHES, text) ? SWITCHES[text] : undefined
  if (setting !== undefined) return setting
  nodes.problem(
    node,
    keys,
    `${typeof written === 'string' ? quote(written) : 'this'} is not how to look for it. ${HINT}`,
  )
  return null
}

function booleanSwitch(written: string): string {
  return written.toLowerCase() === 'true' ? 'on' : 'off'
}

/** The paths that `{ ignore: … }` names; null, with a problem noted, where that is not what stands at `node`. */
function readIgnored(nodes: ConfigNodes, rule: string, node: Node | null, keys: readonly string[]): RuleSetting | null {
  const entries = nodes.entries(node, keys, 'a map') ?? []
  const [wrong] = entries.filter(({ key }) => key !== 'ignore')
  if (wrong !== undefined) {
    const here = [...keys, wrong.key]
    nodes.problem(wrong.at, here, `${keys.join('.')} does not take the key ${quote(wrong.key)}. ${HINT}`)
    return null
  }
  const [only] = entries
  if (only === undefined) {
    nodes.problem(node, keys, `it says nothing. ${HINT}`)
    return null
  }
  if (isRuleName(rule) && !looksAtPaths(rule)) {
    nodes.problem(node, keys, `\`${rule}\` looks at no paths that could be left out. Write \`off\` or \`on\`.`)
    return null
  }
  return readPatterns(nodes, only.value, [...keys, only.key])
}

function readPatterns(nodes: ConfigNodes, node: Node | null, keys: readonly string[]): RuleSetting | null {
  const written = nodes.written(node, keys)
  if (written === null) return null
  if (typeof written !== 'string' && !isList(written)) {
    nodes.problem(node, keys, 'this is a map. Write a list of paths, such as `[/usr/include/**]`.')
    return null
  }
  const ignore = typeof written === 'string' ? [written] : written
  for (const pattern of ignore) {
    const trouble = patternTrouble(pattern)
    if (trouble !== null) nodes.problem(node, keys, `${quote(pattern)} is not a pattern of paths: ${trouble}.`)
  }
  return { ignore }
}
