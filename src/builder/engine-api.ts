import { Agent, request } from 'node:http'
import { GateError, messageOf } from '../errors.js'
import { dial, type Dialled, type Dialler } from './dial.js'

/** The Docker Engine's own API: for many small questions, each of which would else be a docker command. */
export interface EngineApi {
  /** Whether a container's finished file system has something at an absolute path. Throws a GateError where it cannot be told. */
  readonly hasPath: (container: string, path: string) => Promise<boolean>
  readonly close: () => void
}

/** More of an answer than this is not waited for: another connection is opened for the next question. */
const MOST_READ = 2 ** 18

const nothing = (): void => undefined

/** What Node.js calls of a socket between two questions, and a pipe has no use for. */
const LIKE_SOCKET = { setKeepAlive: nothing, setNoDelay: nothing, setTimeout: nothing, ref: nothing, unref: nothing }

/**
 * Reaches it through a command, `docker system dial-stdio`, which leads wherever docker's context does, and which is not started
 * before the first question. One question is asked after the other.
 * Source: docs.docker.com/reference/api/engine, "ContainerArchive".
 */
export function openEngineApi(
  dialler: Dialler,
  env: Readonly<Record<string, string | undefined>>,
  signal: AbortSignal | null,
): EngineApi {
  let dialled: Dialled | null = null
  const close = (): void => {
    dialled?.close()
    dialled = null
  }
  const agent = Object.assign(new Agent({ keepAlive: true, maxSockets: 1 }), {
    createConnection() {
      close()
      dialled = dial(dialler, env, signal)
      return Object.assign(dialled.pipe, LIKE_SOCKET)
    },
  })

  /** The status of an answer, and how it begins. */
  function get(path: string): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const asked = request({ agent, path }, (answer) => {
        const status = answer.statusCode ?? 0
        let text = ''
        answer.setEncoding('latin1').on('data', (piece: string) => {
          text += piece
          if (text.length <= MOST_READ) return
          resolve({ status, text })
          answer.destroy()
        })
        answer.on('end', () => resolve({ status, text }))
        answer.on('error', reject)
      })
      asked.on('error', reject)
      asked.end()
    })
  }

  return {
    async hasPath(container, path) {
      // Not HEAD: its answer has no length, after which Node.js closes the connection.
      const answer = await get(`/containers/${container}/archive?path=${encodeURIComponent(path)}`).catch(
        (error: unknown) => {
          const why = dialled?.reason(error) ?? messageOf(error)
          throw new GateError('environment', `The engine cannot be reached: ${why}`, null, error)
        },
      )
      if (answer.status === 200) return true
      // 404 and 500 are also what it answers where it cannot look.
      if (/could not find the file|no such file or directory|not a directory/i.test(answer.text)) return false
      throw new GateError('environment', `The engine does not tell whether ${path} is there: ${said(answer)}`)
    },
    close,
  }
}

interface Answer {
  readonly status: number
  readonly text: string
}

/** What the engine's own JSON says, or the status where it says nothing. */
function said({ status, text }: Answer): string {
  try {
    return (JSON.parse(text) as { readonly message: string }).message
  } catch {
    return `HTTP status ${status}`
  }
}
