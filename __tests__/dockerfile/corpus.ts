import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { ParseOptions } from '../../src/dockerfile/index.js'

const ROOT = fileURLToPath(new URL('testdata/', import.meta.url))

/**
 * `valid`: BuildKit lists its targets. `invalid`: it does not. `unbuildable`: it lists them and refuses to build.
 */
export type Verdict = 'valid' | 'invalid' | 'unbuildable'

/** One Dockerfile of the corpus; its name says what it is about. */
export interface Case {
  readonly name: string
  readonly directory: string
  readonly text: string
  readonly options: ParseOptions
}

/** The cases of one kind, by name. */
export function casesOf(verdict: Verdict): readonly Case[] {
  return readdirSync(`${ROOT}${verdict}`)
    .sort()
    .map((name) => {
      const directory = `${ROOT}${verdict}/${name}`
      const file = `${directory}/options.json`
      const given = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Omit<ParseOptions, 'file'>) : {}
      return {
        name,
        directory,
        text: readFileSync(`${directory}/Dockerfile`, 'utf8'),
        options: { file: 'Dockerfile', ...given },
      }
    })
}
