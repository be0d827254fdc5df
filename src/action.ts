import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { runGate } from './compose.js'
import { GateError, Interrupted, messageOf } from './errors.js'
import { connectGithub } from './github/client.js'
import { type Environment, readEvent } from './github/event.js'
import { type ActionHost, loadActionHost } from './github/host.js'
import { writeOutputs } from './github/outputs.js'
import { findOverride } from './github/override.js'
import { publishReport } from './github/publish.js'
import { inputsFromEnv } from './request/inputs.js'
import { withWorld } from './with-world.js'

/** The action's entry: inputs and event from the runner's environment, the report to GitHub. Never green on a failure. */
export async function action(): Promise<void> {
  const { env } = process
  const host = await loadActionHost(env)
  try {
    await withWorld(withoutInputs(env), host, async (world) => {
      const inputs = inputsFromEnv(env)
      const event = await readEvent(env, (path) => readFile(path, 'utf8'))
      const { repository, pullRequest } = event
      const token = inputs['github-token'] ?? ''
      if (token !== '') host.mask(token)
      const client =
        token === '' || repository === null
          ? null
          : connectGithub({ token, apiUrl: event.apiUrl, repository, sleep, now: Date.now })
      const slug = repository === null ? null : `${repository.owner}/${repository.repo}`
      await runGate(
        {
          inputs,
          event: event.facts,
          mask: host.mask,
          repositoryName: slug,
          repositoryUrl: slug === null ? null : `${event.serverUrl}/${slug}`,
          acceptance: async (label) => (pullRequest === null ? null : findOverride(label, pullRequest, client)),
          publish: (report, request) =>
            publishReport(report, request, {
              host,
              event,
              client,
              directory: join(world.temporary, 'docker-size-gate'),
            }),
        },
        world,
      )
    })
  } catch (error) {
    writeFailure(host)
    host.fail(error instanceof GateError && error.hint !== null ? `${error.message}\n${error.hint}` : messageOf(error))
    const expected = error instanceof GateError || error instanceof Interrupted
    if (!expected && error instanceof Error) host.info(error.stack ?? error.message)
  }
}

/** Who goes on after a failed step still reads that nothing passed. */
function writeFailure(host: ActionHost): void {
  const figures = { size: null, change: null, download: null, 'download-change': null }
  const files = { report: null, markdown: null, 'comment-url': null }
  writeOutputs({ verdict: null, passed: false, images: [], ...figures, ...files }, host)
}

/** Inputs are this action's own, the token above all: what it starts (`prepare`, buildx) does not get them. */
function withoutInputs(env: Environment): Environment {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith('INPUT_')))
}
