import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, expect, it } from '@jest/globals'
import { type EngineApi, openEngineApi } from '../../src/builder/engine-api.js'
import { GateError } from '../../src/errors.js'

/** The engine's API on standard input and output, as `docker system dial-stdio` is it; fails as that does. */
const SERVER = `
const http = require('node:http')
const { Duplex } = require('node:stream')
const server = http.createServer((question, answer) => {
  const url = new URL(question.url, 'http://engine')
  const path = url.searchParams.get('path')
  const say = (status, message) => {
    answer.writeHead(status, { 'content-type': 'application/json' })
    answer.end(JSON.stringify({ message }))
  }
  if (url.pathname !== '/containers/c1/archive') return say(404, 'No such container: c2')
  if (path === '/gone') process.exit(3)
  if (path === '/odd') return say(500, 'say "no"')
  if (path === '/silent') return answer.writeHead(503).end()
  if (path === '/file/below') return say(500, 'lstat /file/below: not a directory')
  if (!path.startsWith('/there')) return say(404, 'Could not find the file ' + path + ' in container c1')
  answer.writeHead(200, { 'content-type': 'application/x-tar' })
  if (path !== '/there/endless') return answer.end(Buffer.alloc(3000))
  const more = () => { while (answer.write(Buffer.alloc(65536))); answer.once('drain', more) }
  more()
})
process.stderr.write('started ' + process.env.NAME)
server.emit('connection', Object.assign(Duplex.from({ readable: process.stdin, writable: process.stdout }), {
  setTimeout() {}, setNoDelay() {}, setKeepAlive() {},
}))
`

const directory = mkdtempSync(join(tmpdir(), 'engine-api-'))
afterAll(() => rmSync(directory, { recursive: true }))

/** The same, which ends where it was started before. */
const ONCE = `require('node:fs').mkdirSync(${JSON.stringify(join(directory, 'started'))});${SERVER}`

let api: EngineApi | undefined
afterEach(() => api?.close())

function open(script = SERVER): EngineApi {
  api = openEngineApi([process.execPath, ['-e', script]], { ...process.env, NAME: 'engine' }, null)
  return api
}

it('tells what is there from what is not', async () => {
  const { hasPath } = open()
  const paths = ['/there/é &?#', '/nowhere', '/there', '/file/below', '/there/b']
  const answers = []
  for (const path of paths) answers.push(await hasPath('c1', path))
  expect(answers).toEqual([true, false, true, false, true])
})

it('asks over one connection, and leaves nothing on it', async () => {
  const warnings: string[] = []
  const onWarning = (warning: Error): unknown => warnings.push(warning.name)
  process.on('warning', onWarning)
  const { hasPath } = open(ONCE)
  for (let count = 0; count < 30; count++) expect(await hasPath('c1', `/there/${count}`)).toBe(true)
  await new Promise(setImmediate)
  process.off('warning', onWarning)
  expect(warnings).toEqual([])
})

it('answers questions that come at once', async () => {
  const { hasPath } = open()
  expect(await Promise.all(['/there', '/nowhere', '/there/c'].map((path) => hasPath('c1', path)))).toEqual([
    true,
    false,
    true,
  ])
})

it('does not read all of a large file, and goes on after it', async () => {
  const { hasPath } = open()
  expect(await hasPath('c1', '/there/endless')).toBe(true)
  expect(await hasPath('c1', '/nowhere')).toBe(false)
})

it.each([
  ['c2', '/there', 'The engine does not tell whether /there is there: No such container: c2'],
  ['c1', '/odd', 'The engine does not tell whether /odd is there: say "no"'],
  ['c1', '/silent', 'The engine does not tell whether /silent is there: HTTP status 503'],
  ['c1', '/gone', 'The engine cannot be reached: started engine'],
])('of %s and %s it fails with what the engine says', async (container, path, message) => {
  const answer = open().hasPath(container, path)
  await expect(answer).rejects.toThrow(GateError)
  await expect(answer).rejects.toThrow(message)
})

it('fails where the command cannot be started, and where what comes is no HTTP', async () => {
  api = openEngineApi(['size-gate-no-such-command', []], process.env, null)
  await expect(api.hasPath('c1', '/a')).rejects.toThrow(/cannot be reached: .*spawn size-gate-no-such-command ENOENT/)
  const other = open('process.stdout.write("hello\\r\\n\\r\\n"); setTimeout(() => {}, 5000)')
  await expect(other.hasPath('c1', '/a')).rejects.toThrow('The engine cannot be reached')
})
