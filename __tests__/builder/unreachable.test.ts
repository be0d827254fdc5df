import { type AddressInfo, createServer, type Server } from 'node:net'
import { afterAll, beforeAll, expect, it } from '@jest/globals'
import type { BuilderNode } from '../../src/builder/inspect.js'
import { whyUnreachable } from '../../src/builder/unreachable.js'

let server: Server
beforeAll(async () => {
  server = createServer((socket) => socket.on('error', () => undefined).resume())
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
})
afterAll(() => new Promise((resolve) => server.close(resolve)))

it('names the file of a driver option that cannot be read as the system calls it, backslashes and all', async () => {
  const { port } = server.address() as AddressInfo
  const options = String.raw`cacert="C:\\certs\\ca.pem" servername="builder"`
  const reason = await whyUnreachable({ endpoint: `tcp://127.0.0.1:${port}`, options } as BuilderNode)
  expect(reason).toMatch(/^the file of its driver option cacert cannot be read: .*ENOENT/)
  expect(reason).toContain(String.raw`'C:\certs\ca.pem'`)
})
