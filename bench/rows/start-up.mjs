import { run } from '../command.mjs'
import { pairs } from '../pairs.mjs'

/** What a run takes before it does anything, against Node.js alone. */
export async function startUp({ ground, runs, report }) {
  const node = (args, more) => () => run({ command: process.execPath, args, env: ground.env, ...more })
  const wrong = { ...ground.env, GITHUB_OUTPUT: '', GITHUB_EVENT_NAME: '', 'INPUT_MAX-SIZE': 'none' }
  const rows = {
    'size-gate --version': node([ground.cli, '--version']),
    'size-gate --help': node([ground.cli, '--help']),
    'the action, refusing an input': node([ground.action], { cwd: ground.directory, env: wrong, codes: [1] }),
  }
  for (const [name, ours] of Object.entries(rows)) {
    const theirs = node(['-e', '0'])
    report({ name: `start-up: ${name} / node -e 0`, ...(await pairs({ runs: runs ?? 7, ours, theirs })) })
  }
}
