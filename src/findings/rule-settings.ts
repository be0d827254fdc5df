import { pathPattern } from './path-pattern.js'

/** Whether a rule is to look at a path; it is asked with a function, as most images narrow no rule. */
export type Allows = (rule: string, path: () => string) => boolean

/** How an image has a rule: not at all, or not for paths that match one of the patterns. */
export type RuleSetting = 'off' | { readonly ignore: readonly string[] }

/** By the rule's name, or by that of a check of BuildKit's. */
export type RuleSettings = Readonly<Record<string, RuleSetting>>

/** What `settings` leave to look at; a rule that they do not name is looked for everywhere. */
export function allowsOf(settings: RuleSettings): Allows {
  const ignored = new Map(
    Object.entries(settings).map(([rule, setting]): [string, readonly ((path: string) => boolean)[] | null] => [
      rule,
      setting === 'off' ? null : setting.ignore.map(pathPattern),
    ]),
  )
  return (rule, path) => {
    const patterns = ignored.get(rule)
    if (patterns === undefined) return true
    if (patterns === null) return false
    const text = path()
    return !patterns.some((isIgnored) => isIgnored(text))
  }
}
