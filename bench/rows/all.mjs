import { cold } from './cold.mjs'
import { explaining } from './explaining.mjs'
import { many } from './many.mjs'
import { memory } from './memory.mjs'
import { reading } from './reading.mjs'
import { startUp } from './start-up.mjs'
import { warm } from './warm.mjs'

/** The kinds of rows, by the name that `--only` takes, in the order in which they are measured. */
export const ROWS = { 'start-up': startUp, warm, many, cold, reading, explaining, memory }
