import { describe, expect, it } from '@jest/globals'
import { Ajv } from 'ajv'
import formats from 'ajv-formats'
import fc from 'fast-check'
import { readFileSync } from 'node:fs'
import { renderJson } from '../../src/report/json.js'
import { reports } from './arbitrary.js'
import { TARGET_STATES } from './sample-targets.js'
import { image, report, STATES } from './samples.js'

const schema = JSON.parse(readFileSync(new URL('../../schema/report.v1.json', import.meta.url), 'utf8')) as object
const ajv = new Ajv({ strict: true, allowUnionTypes: true, allErrors: true })
formats.default(ajv)
const validate = ajv.compile(schema)

function errorsOf(json: string): unknown {
  return validate(JSON.parse(json)) ? null : validate.errors
}

describe('renderJson', () => {
  it.each(Object.entries({ ...STATES, ...TARGET_STATES }))('meets the schema: %s', (_, of) => {
    expect(errorsOf(renderJson(of))).toBeNull()
  })

  it('meets the schema whatever the report holds', () => {
    fc.assert(fc.property(reports(), (of) => errorsOf(renderJson(of)) === null))
  })

  it('has the keys of the contract in its order', () => {
    const document = JSON.parse(renderJson(STATES.breach)) as { images: readonly object[] }
    expect(Object.keys(document).slice(0, 6)).toEqual(['version', 'verdict', 'head', 'base', 'method', 'images'])
    expect(Object.keys(document.images[0] ?? {})).toEqual([
      ...['image', 'dockerfile', 'target', 'platform', 'shipped', 'status', 'size', 'download', 'layers', 'stages'],
      ...['drift', 'instructions', 'paths', 'packages', 'waste', 'findings', 'limits', 'failures', 'notes', 'work'],
    ])
  })

  it('does not depend on the order in which keys were set', () => {
    const row = image()
    const reversed = Object.fromEntries(Object.entries(row).reverse()) as unknown as typeof row
    expect(renderJson(report({ images: [reversed] }))).toBe(renderJson(report({ images: [row] })))
  })

  it('reads back as the report it was made of', () => {
    // What a failure says of its stage, its row says in the JSON; how much of a finding is new is for readers alone.
    const left: Readonly<Record<string, readonly string[]>> = { failures: ['shipped', 'default'], findings: ['grown'] }
    const written = (key: string, value: unknown): unknown => {
      const names = left[key]
      if (names === undefined || value === null) return value
      return (value as object[]).map((each) =>
        Object.fromEntries(Object.entries(each).filter(([name]) => !names.includes(name))),
      )
    }
    for (const of of Object.values({ ...STATES, larger: TARGET_STATES['targets-larger'] ?? report() }))
      expect(JSON.parse(renderJson(of))).toMatchObject(JSON.parse(JSON.stringify(of, written)) as object)
  })

  it('refuses what the schema does not name', () => {
    const document = JSON.parse(renderJson(STATES.breach)) as object
    expect(validate({ ...document, extra: 1 })).toBe(false)
    expect(validate({ ...document, version: 2 })).toBe(false)
  })
})
