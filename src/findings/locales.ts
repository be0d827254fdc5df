/**
 * The locales that an environment, `NAME=value` each, names for messages, as written. Source: GNU gettext manual, "The LANGUAGE
 * variable" and "Locale Environment Variables".
 */
export function localesOf(environment: readonly string[]): readonly string[] {
  return environment.flatMap((one) => /^(?:LANGUAGE|LC_ALL|LC_MESSAGES|LANG)=(.+)$/s.exec(one)?.[1]?.split(':') ?? [])
}
