export { action } from './action.js'
export { command } from './cli.js'
