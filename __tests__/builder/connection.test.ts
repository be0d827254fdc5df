import { afterEach, describe, expect, it } from '@jest/globals'
import { CallFailed, type Connection, openConnection } from '../../src/builder/connection.js'
import { contentReader } from '../../src/builder/content.js'
import { field } from '../../src/builder/protobuf.js'
import { BlobMissing, GateError } from '../../src/errors.js'

/** A gRPC server on its standard input and output, as `docker buildx dial-stdio` is one. */
const SERVER = `
const http2 = require('node:http2')
const { Duplex } = require('node:stream')
const frame = (data) => {
  const head = Buffer.alloc(5)
  head.writeUInt32BE(data.length, 1)
  return Buffer.concat([head, data])
}
const varint = (value) => (value < 128 ? [value] : [(value % 128) + 128, ...varint(Math.floor(value / 128))])
const response = (offset, data) =>
  Buffer.concat([Buffer.from([8, ...varint(offset), 0x12, ...varint(data.length)]), data])
const server = http2.createServer()
server.on('stream', (stream, headers) => {
  const asked = []
  stream.on('data', (chunk) => asked.push(chunk))
  stream.on('end', async () => {
    const digest = Buffer.concat(asked).subarray(7).toString()
    const end = (status, message = '') => {
      stream.once('wantTrailers', () => stream.sendTrailers({ 'grpc-status': status, 'grpc-message': message }))
      stream.end()
    }
    stream.respond({ ':status': 200, 'content-type': 'application/grpc' }, { waitForTrailers: true })
    if (digest === 'missing') return end('5', 'not found')
    if (digest === 'refused') return end('7', 'no%20entry')
    if (digest === 'unencoded') return end('7', '100% full')
    if (digest === 'last') stream.session.goaway()
    if (digest === 'last') return end('0')
    if (digest === 'gone') process.exit(3)
    const size = Number(digest)
    for (let at = 0; at < size; at += 1_000_000) {
      const message = frame(response(at, Buffer.alloc(Math.min(1_000_000, size - at), 97)))
      // In pieces that end anywhere.
      for (let from = 0; from < message.length; from += 77_777) {
        if (!stream.write(message.subarray(from, from + 77_777))) await new Promise((next) => stream.once('drain', next))
      }
    }
    end('0')
  })
})
process.stderr.write('what the builder says')
server.emit('connection', Duplex.from({ readable: process.stdin, writable: process.stdout }))
`

let connection: Connection | undefined
afterEach(() => connection?.close())

function open(script = SERVER): Connection {
  connection = openConnection([process.execPath, ['-e', script]], process.env, null)
  return connection
}

async function read(digest: string, script?: string): Promise<number> {
  let length = 0
  for await (const chunk of contentReader(open(script)).read(digest)) length += chunk.length
  return length
}

describe('what a builder stores', () => {
  it.each([1, 127, 128, 999_999, 1_000_000, 25_000_003])('is read whole: %i bytes', async (size) => {
    expect(await read(String(size))).toBe(size)
  })

  it('is read over one connection, however often', async () => {
    const content = contentReader(open())
    const lengths = await Promise.all(
      Array.from({ length: 50 }, async (_, index) => {
        let length = 0
        for await (const chunk of content.read(String(index * 50_000 + 1))) length += chunk.length
        return length
      }),
    )
    expect(lengths).toEqual(Array.from({ length: 50 }, (_, index) => index * 50_000 + 1))
  })

  it('is not there', async () => {
    await expect(read('missing')).rejects.toThrow(BlobMissing)
  })

  it('may be refused, in the builder’s words', async () => {
    const refused = read('refused')
    await expect(refused).rejects.toThrow(CallFailed)
    await expect(refused).rejects.toThrow('The builder refuses: no entry')
  })

  it('may be refused in words that are not encoded as they should be', async () => {
    await expect(read('unencoded')).rejects.toThrow('The builder refuses: 100% full')
  })
})

describe('a connection that breaks', () => {
  it('is told with what the command said last', async () => {
    await expect(read('gone')).rejects.toThrow('The builder cannot be reached: what the builder says')
  })

  it('is told where the builder took leave before the next call', async () => {
    const content = contentReader(open())
    const readOn = async (digest: string): Promise<void> => {
      for await (const chunk of content.read(digest)) expect(chunk.length).toBeGreaterThan(0)
    }
    await readOn('last')
    await expect(readOn('1')).rejects.toThrow(GateError)
  })

  it.each(['process.exit(1)', 'process.stdout.write("no HTTP/2"); setTimeout(() => {}, 60_000)'])(
    'is told where it never was one: %s',
    async (script) => {
      await expect(read('1', script)).rejects.toThrow(GateError)
    },
  )

  it('is told where there is no such command', async () => {
    connection = openConnection(['/nowhere/docker-buildx', []], process.env, null)
    const [call] = [connection.call('/path', field(1, 'digest'))]
    await expect(call[Symbol.asyncIterator]().next()).rejects.toThrow(/cannot be reached: .*ENOENT/)
  })

  it('may break at any moment of any call', async () => {
    const outcomes = Array.from({ length: 40 }, async (_, moment) => {
      const own = new AbortController()
      const content = contentReader(openConnection([process.execPath, ['-e', SERVER]], process.env, own.signal))
      const reads = Array.from({ length: 10 }, async () => {
        for await (const chunk of content.read('3000000')) if (chunk.length > 0 && moment % 2 === 0) own.abort()
      })
      if (moment % 2 === 1) setTimeout(() => own.abort(), 100 + moment * 10)
      return (await Promise.allSettled(reads)).filter(({ status }) => status === 'rejected').length
    })
    expect((await Promise.all(outcomes)).some((failed) => failed > 0)).toBe(true)
  })
})
