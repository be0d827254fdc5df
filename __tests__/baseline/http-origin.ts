import { spawn } from 'node:child_process'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A git server over HTTP on loopback that lets in only who sends `authorization`, as GitHub does for actions. */
export interface HttpOrigin {
  readonly url: string
  /** The Authorization headers of each request, as they came: one that came twice is two. */
  readonly seen: readonly (readonly string[])[]
  readonly close: () => Promise<void>
}

/** Serves the bare repositories below `root` with git's own CGI program. */
export async function serve(root: string, authorization: string): Promise<HttpOrigin> {
  const seen: string[][] = []
  const server = createServer((request, response) => {
    const sent = request.rawHeaders.filter(
      (_, at, all) => at % 2 === 1 && all[at - 1]?.toLowerCase() === 'authorization',
    )
    seen.push(sent)
    if (sent.length > 1) return response.writeHead(400).end('Duplicate header: "Authorization"')
    if (sent[0] !== authorization) return response.writeHead(401, { 'WWW-Authenticate': 'Basic realm="git"' }).end()
    const url = new URL(request.url ?? '/', 'http://localhost')
    const child = spawn('git', ['http-backend'], {
      env: {
        PATH: process.env['PATH'],
        GIT_PROJECT_ROOT: root,
        GIT_HTTP_EXPORT_ALL: '1',
        GIT_PROTOCOL: String(request.headers['git-protocol'] ?? ''),
        PATH_INFO: url.pathname,
        QUERY_STRING: url.search.slice(1),
        REQUEST_METHOD: request.method ?? 'GET',
        CONTENT_TYPE: request.headers['content-type'] ?? '',
        HTTP_CONTENT_ENCODING: request.headers['content-encoding'] ?? '',
        ...(request.headers['content-length'] === undefined
          ? {}
          : { CONTENT_LENGTH: request.headers['content-length'] }),
      },
      stdio: ['pipe', 'pipe', 'ignore'],
    })
    request.pipe(child.stdin).on('error', () => undefined)
    const chunks: Buffer[] = []
    child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk))
    child.on('close', () => {
      const output = Buffer.concat(chunks)
      const end = output.indexOf('\r\n\r\n')
      const headers = output.toString('latin1', 0, end).split('\r\n')
      const fields = headers.map(
        (line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trim()] as const,
      )
      const status = fields.find(([name]) => name === 'Status')?.[1]
      response.writeHead(
        Number(status?.slice(0, 3) ?? 200),
        Object.fromEntries(fields.filter(([name]) => name !== 'Status')),
      )
      response.end(output.subarray(end + 4))
    })
    return undefined
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    seen,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
