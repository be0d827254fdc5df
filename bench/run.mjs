// The side-by-side benchmark: ours against what anyone would do without it, in one run.
//   npm run bench                            everything, which takes more than an hour
//   npm run bench -- --runs 15 --only warm   more pairs, of some rows; --on classic: on one builder
// It judges no time: where a goal is missed, it says so. It ends with 1 where a command of either half fails.
import { interruptible } from './interrupt.mjs'
import { describeMachine } from './machine.mjs'
import { openGround } from './ground/ground.mjs'
import { makeHome, removeHome } from './ground/home.mjs'
import { readOptions } from './options.mjs'
import { ROWS } from './rows/all.mjs'
import { printHeading, printRow } from './table.mjs'

const options = readOptions(process.argv.slice(2))
const home = await makeHome()
await interruptible(
  async () => {
    const ground = await openGround(home, options.builders)
    console.log(await describeMachine(ground))
    printHeading()
    for (const name of options.only) await ROWS[name]({ ground, runs: options.runs, report: printRow })
  },
  () => removeHome(home),
)
