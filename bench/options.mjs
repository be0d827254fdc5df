import { parseArgs } from 'node:util'
import { BUILDERS } from './ground/ground.mjs'
import { ROWS } from './rows/all.mjs'

const USAGE = `usage: npm run bench -- [--runs N] [--only ${Object.keys(ROWS).join()}] [--on ${BUILDERS.join()}]`

/**
 * What to measure: `runs` is the pairs of every row, null for each row's own number. Ends the process with 2 where an option
 * is none.
 */
export function readOptions(args) {
  try {
    return parse(args)
  } catch (error) {
    console.error(`bench: ${error.message}\n${USAGE}`)
    process.exit(2)
  }
}

function parse(args) {
  const { values } = parseArgs({
    args,
    options: { runs: { type: 'string' }, only: { type: 'string' }, on: { type: 'string' } },
  })
  return {
    runs: values.runs === undefined ? null : wholeNumber(values.runs),
    only: chosen('--only', values.only, Object.keys(ROWS)),
    builders: chosen('--on', values.on, BUILDERS),
  }
}

function wholeNumber(text) {
  if (!/^[1-9]\d{0,3}$/.test(text)) throw new Error(`--runs ${text}: a whole number from 1 to 9999 is wanted`)
  return Number(text)
}

/** Names separated by commas, in the order of those that there are; all of them where nothing is asked. */
function chosen(option, text, all) {
  if (text === undefined) return all
  const names = text.split(',')
  const unknown = names.find((name) => !all.includes(name))
  if (unknown !== undefined) throw new Error(`${option} ${unknown}: there are ${all.join(', ')}`)
  return all.filter((name) => names.includes(name))
}
