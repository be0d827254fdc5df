import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { parse } from 'yaml'
import { LIMIT_NAMES } from '../../src/policy/limit.js'
import { describeInput, INPUT_NAMES, inputsFromEnv, inputSpec } from '../../src/request/inputs.js'
import { OUTPUTS } from '../../src/request/outputs.js'

interface Action {
  readonly description: string
  readonly inputs: Readonly<Record<string, Readonly<Record<string, unknown>>>>
  readonly outputs: Readonly<Record<string, { readonly description: string }>>
  readonly runs: Readonly<Record<string, string>>
}

const action = parse(readFileSync(join(import.meta.dirname, '../../action.yml'), 'utf8')) as Action

describe('action.yml', () => {
  test('has the inputs of the table, in its order', () => {
    expect(Object.keys(action.inputs)).toEqual(INPUT_NAMES)
  })

  test.each(INPUT_NAMES)('says of %s what the table says', (name) => {
    const spec = inputSpec(name)
    expect(action.inputs[name]).toEqual({
      description: describeInput(name),
      required: false,
      ...(spec.declared === true ? { default: spec.default } : {}),
    })
  })

  test('states no default of what the config file may set', () => {
    const declared = INPUT_NAMES.filter((name) => inputSpec(name).declared === true)
    expect(declared).toEqual(['mode', 'github-token'])
    expect(declared.filter((name) => inputSpec(name).config !== 'nowhere')).toEqual([])
  })

  test('has the outputs of the table', () => {
    expect(Object.entries(action.outputs)).toEqual(
      Object.entries(OUTPUTS).map(([name, description]) => [name, { description }]),
    )
  })

  test('runs the bundle on node24', () => {
    expect(action.runs).toEqual({ using: 'node24', main: 'dist/index.js' })
  })

  test('has a description that the Marketplace takes', () => {
    expect(action.description.length).toBeLessThanOrEqual(125)
  })
})

describe('the table', () => {
  test('has every limit', () => {
    expect(INPUT_NAMES.filter((name) => inputSpec(name).group === 'limits').slice(0, LIMIT_NAMES.length)).toEqual(
      LIMIT_NAMES,
    )
  })

  test.each(INPUT_NAMES)('%s is one sentence, and a choice names its values', (name) => {
    const spec = inputSpec(name)
    expect(spec.description).not.toMatch(/[.\n]$/)
    for (const choice of spec.choices ?? []) {
      if (name !== 'record') expect(spec.description).toContain(`\`${choice}\``)
    }
    expect(spec.choices !== undefined).toBe(spec.kind === 'choice')
  })
})

test('inputs come from the environment as the runner writes them', () => {
  const raw = inputsFromEnv({ 'INPUT_MAX-SIZE': ' 5 MB \n', INPUT_TARGETS: 'a\nb', INPUT_UNHEARD: 'x', MAX_SIZE: 'y' })
  expect(raw['max-size']).toBe('5 MB')
  expect(raw['targets']).toBe('a\nb')
  expect(raw['context']).toBe('')
  expect(Object.keys(raw)).toEqual(INPUT_NAMES)
})
