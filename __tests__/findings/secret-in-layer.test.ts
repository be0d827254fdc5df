import { expect, test } from '@jest/globals'
import type { Found } from '../../src/findings/finding.js'
import { BASE, ofRule, type Step, wasteOfSteps } from './built-image.js'

async function secrets(...steps: readonly Step[]): Promise<readonly Found[]> {
  return ofRule(await wasteOfSteps([BASE, ...steps]), 'secret-in-layer')
}

const ENV = 'DB_PASSWORD=hunter22222\n'
const KEY = '-----BEGIN PRIVATE KEY-----\nabc\n'
const context: Step = { text: 'COPY . .', files: { 'app/.env': ENV, 'app/tls/server.key': KEY } }

test('a copy with another owner is the same secret, and the layer below still has it', async () => {
  const found = await secrets(context, { ...context, text: 'RUN chown -R app /app', uid: 1000 })
  expect(found.map(({ line, paths }) => [line, ...paths])).toEqual([
    [2, '/app/.env'],
    [2, '/app/tls/server.key'],
  ])
  expect(found.map(({ advice }) => advice)).toEqual([
    expect.stringContaining('Line 3 (`RUN chown -R app /app`) writes over it, and whoever pulls'),
    expect.stringContaining('Line 3 (`RUN chown -R app /app`) writes over it, and whoever pulls'),
  ])
})

test('another secret at the same path is another one', async () => {
  const other = { text: 'RUN setup', files: { 'app/.env': 'DB_PASSWORD=other\n' } }
  expect((await secrets(context, other)).map(({ line, paths }) => [line, ...paths])).toContainEqual([3, '/app/.env'])
})

test('one that is deleted is said to be', async () => {
  const [found] = await secrets(context, { text: 'RUN rm /app/.env', files: { 'app/.wh..env': '' } })
  expect(found?.advice).toContain('Line 3 (`RUN rm /app/.env`) deletes it, and whoever pulls')
})

test.each([
  ['COPY . .', 'app/.env', ENV, 'Add `**/.env` to `.dockerignore`, and give it to the container when it starts'],
  ['COPY . .', 'app/tls/server.key', KEY, 'Add `**/server.key` to `.dockerignore`, and give it to'],
  ['COPY .env ./', 'app/.env', ENV, 'Leave it out of what is copied, and give it to the container when it starts'],
  ['COPY --from=build /app /app', 'app/.env', ENV, 'Leave it out of what is copied, and give it to'],
  [
    'COPY <<EOF /app/.env',
    'app/.env',
    ENV,
    ' Leave it out of what is copied, and give it to the container when it starts',
  ],
  ['COPY <<EOF /root/.npmrc', 'root/.npmrc', '_authToken=abcdef', ' Mount it where it is needed: `RUN --mount='],
  ['COPY .env ./', 'app/.env', ENV, '`/app/.env` holds a password, and'],
  ['COPY .env ./', 'app/.env', 'API_TOKEN=hunter22222', '`/app/.env` holds a token, and'],
  ['COPY . .', 'app/.npmrc', '_authToken=abcdef', 'to `.dockerignore`, and mount it where it is needed: `RUN --mount='],
  ['COPY npmrc /root/.npmrc', 'root/.npmrc', '_authToken=abcdef', ' Mount it where it is needed: `RUN --mount='],
  ['RUN setup', 'app/.env', ENV, ' Mount it where it is needed: `RUN --mount='],
])('%s that brings %s is told how else', async (text, path, body, advice) => {
  const [found, ...others] = await secrets({ text, files: { [path]: body } })
  expect(others).toEqual([])
  expect(found?.advice).toContain(advice)
  expect(JSON.stringify(found)).not.toContain('hunter22222')
})
