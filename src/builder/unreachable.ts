import { readFile } from 'node:fs/promises'
import { connect, isIP, type Socket } from 'node:net'
import { connect as connectTls } from 'node:tls'
import type { BuilderNode } from './inspect.js'

/** Milliseconds after which an address counts as silent. */
const PATIENCE = 5000

/** What an HTTP/2 client says first, with empty settings: a server of gRPC answers it. Source: RFC 9113, section 3.4. */
const PREFACE = Buffer.concat([
  Buffer.from('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'),
  Buffer.from([0, 0, 0, 4, 0, 0, 0, 0, 0]),
])

/**
 * Why a node of the remote driver does not answer: buildx waits 20 seconds and says only that time is over. null where
 * nothing is found to be wrong.
 */
export async function whyUnreachable({ endpoint, options }: BuilderNode): Promise<string | null> {
  const [, path] = /^unix:\/\/(.+)$/.exec(endpoint) ?? []
  if (path !== undefined) return reasonOf(connect({ path }), 'connect', endpoint)
  const [, host, port] = /^tcp:\/\/\[?([^\]]+?)\]?:(\d+)$/.exec(endpoint) ?? []
  if (host === undefined || port === undefined) return null
  const address = { host, port: Number(port) }
  const refused = await reasonOf(connect(address), 'connect', endpoint)
  if (refused !== null) return refused
  const files = optionFiles(options)
  const contents: Record<string, Buffer> = {}
  for (const [option, file] of Object.entries(files)) {
    try {
      contents[option] = await readFile(file)
    } catch (error) {
      return `the file of its driver option ${option} cannot be read: ${textOf(error)}`
    }
  }
  const { cacert: ca, cert, key } = contents
  if (ca === undefined && cert === undefined) {
    const silent = await reasonOf(connect(address), 'data', endpoint)
    return silent && `${silent}; if it wants TLS, it has to be created with the driver options cacert, cert and key`
  }
  try {
    // Without one the certificate is held against the host; the name of a server is never an address (RFC 6066, section 3).
    const servername = /\bservername="?([^"\s]+)/.exec(options)?.[1] ?? (isIP(host) === 0 ? host : undefined)
    return await reasonOf(
      connectTls({ ...address, ca, cert, key, servername, ALPNProtocols: ['h2'] }),
      'data',
      endpoint,
    )
  } catch (error) {
    // Before anything is sent: a key that does not belong to its certificate, or what is no certificate at all.
    return `its certificates cannot be used: ${textOf(error)}`
  }
}

/** buildx quotes the paths as Go does, with a backslash before each backslash. */
function optionFiles(options: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    [...options.matchAll(/\b(cacert|cert|key)="([^"]*)"/g)].map(([, option = '', file = '']) => [
      option,
      file.replaceAll('\\\\', '\\'),
    ]),
  )
}

/** Waits for a connection, or for the first answer over it; why there is none, else null. */
function reasonOf(socket: Socket, awaited: 'connect' | 'data', endpoint: string): Promise<string | null> {
  return new Promise((settle) => {
    const end = (reason: string | null): void => {
      socket.destroy()
      settle(reason)
    }
    socket.setTimeout(PATIENCE, () => end(`${endpoint} stays silent`))
    socket.once('error', (error) => end(`${endpoint}: ${textOf(error)}`))
    socket.once('close', () => end(`${endpoint} closes the connection`))
    socket.once(awaited, () => end(null))
    if (awaited === 'data') socket.write(PREFACE)
  })
}

function textOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error)
  // OpenSSL's own words are the fifth of its fields: `8020A7D1:error:0A00045C:SSL routines:ssl3_read_bytes:tlsv13 alert …:../ssl/…`.
  return /^[0-9A-F]+:error:[0-9A-F]+:[^:]*:[^:]*:([^:]+)/.exec(text)?.[1] ?? text
}
