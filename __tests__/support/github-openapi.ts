import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { Ajv, type ValidateFunction } from 'ajv'
import formats from 'ajv-formats'

type Json = Readonly<Record<string, unknown>>

interface Parameter {
  readonly name: string
  readonly in: string
  readonly required?: boolean
  readonly schema: { readonly type?: string }
}

export interface ApiRequest {
  readonly query: URLSearchParams
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>
  readonly body: string
}

/** An operation of GitHub's published API, found for one request. */
export interface Operation {
  /** As `issues/create-comment`. */
  readonly id: string
  readonly path: Readonly<Record<string, string>>
  /** What is wrong with a request, in words; empty when it is allowed. */
  readonly checkRequest: (request: ApiRequest) => readonly string[]
  /** What is wrong with an answer, in words; empty when it is allowed. */
  readonly checkResponse: (status: number, contentType: string, body: string) => readonly string[]
}

/**
 * Statuses that any endpoint may answer with, though the description lists them for some only: authentication, permission
 * and rate limits (docs.github.com/rest/using-the-rest-api/troubleshooting-the-rest-api), and failures of GitHub itself.
 */
const ANYWHERE = [401, 403, 404, 429]
const FAILURES = [500, 502, 503, 504]

let loaded: { readonly document: Json; readonly ajv: Ajv } | null = null
const validators = new Map<string, ValidateFunction>()

/** The operation for a method and a path below the API's root; null where GitHub has none. */
export function findOperation(method: string, path: string): Operation | null {
  const { document } = openApi()
  const segments = path.split('/')
  const matches = Object.keys(object(document, 'paths'))
    .flatMap((template) => {
      const operation = at(document, 'paths', template, method.toLowerCase())
      const values = operation === undefined ? null : match(template.split('/'), segments)
      return values === null ? [] : [{ template, operation: operation as Json, values }]
    })
    .toSorted((left, right) => Object.keys(left.values).length - Object.keys(right.values).length)
  const found = matches[0]
  if (found === undefined) return null
  const { operation, values, template } = found
  const pointer = `#/paths/${escaped(template)}/${method.toLowerCase()}`
  return {
    id: String(operation['operationId']),
    path: values,
    checkRequest: (request) => [
      ...checkParameters(operation, values, request.query),
      ...checkHeaders(request),
      ...checkRequestBody(operation, pointer, request),
    ],
    checkResponse: (status, contentType, body) => checkResponse(operation, pointer, status, contentType, body),
  }
}

function checkParameters(operation: Json, path: Readonly<Record<string, string>>, query: URLSearchParams): string[] {
  const parameters = array(operation, 'parameters').map((parameter) => resolved(parameter) as unknown as Parameter)
  const unknown = [...query.keys()].filter(
    (name) => !parameters.some((each) => each.in === 'query' && each.name === name),
  )
  const wrong = parameters.flatMap((parameter) => {
    const value = parameter.in === 'path' ? path[parameter.name] : query.get(parameter.name)
    if (value === undefined || value === null)
      return parameter.required ? [`parameter ${parameter.name} is missing`] : []
    if (parameter.schema.type === 'integer' && !/^\d+$/.test(value)) return [`${parameter.name}=${value} is no integer`]
    // The description says "max 100" in words; GitHub would give 100 and say nothing.
    return parameter.name === 'per_page' && Number(value) > 100 ? [`per_page=${value} is over 100`] : []
  })
  return [...unknown.map((name) => `query parameter ${name} is not known`), ...wrong]
}

/** @see https://docs.github.com/rest/using-the-rest-api/getting-started-with-the-rest-api#headers */
function checkHeaders({ headers }: ApiRequest): string[] {
  const accept = String(headers['accept'] ?? '')
  return [
    ...(headers['user-agent'] ? [] : ['header User-Agent is missing']),
    ...(/application\/(vnd\.github[\w.]*\+)?json/.test(accept) ? [] : [`header Accept is "${accept}"`]),
  ]
}

function checkRequestBody(operation: Json, pointer: string, request: ApiRequest): string[] {
  const described = operation['requestBody'] as Json | undefined
  if (described === undefined) return request.body === '' ? [] : ['a body where none is described']
  if (request.body === '') return described['required'] === true ? ['the body is missing'] : []
  const type = String(request.headers['content-type'] ?? '')
  if (!type.startsWith('application/json')) return [`header Content-Type is "${type}"`]
  const body = parsed(request.body)
  if (body === undefined) return ['the body is not JSON']
  const properties = at(described, 'content', 'application/json', 'schema', 'properties')
  const unknown =
    properties === undefined ? [] : Object.keys(body as object).filter((name) => !(name in (properties as object)))
  return [
    ...unknown.map((name) => `body property ${name} is not known`),
    ...errorsOf(`${pointer}/requestBody/content/${escaped('application/json')}/schema`, body, 'body'),
  ]
}

function checkResponse(
  operation: Json,
  pointer: string,
  status: number,
  type: string,
  body: string,
): readonly string[] {
  if (FAILURES.includes(status)) return []
  const json = type.startsWith('application/json') ? parsed(body) : undefined
  if (json === undefined) return [`answer ${status} is not JSON but "${type}"`]
  const described = at(operation, 'responses', String(status))
  if (described === undefined) {
    if (!ANYWHERE.includes(status)) return [`answer ${status} is not described`]
    return errorsOf('#/components/schemas/basic-error', json, `answer ${status}`)
  }
  const reference = (described as Json)['$ref']
  const base = typeof reference === 'string' ? reference : `${pointer}/responses/${status}`
  return errorsOf(`${base}/content/${escaped('application/json')}/schema`, json, `answer ${status}`)
}

function errorsOf(pointer: string, value: unknown, name: string): string[] {
  const known = validators.get(pointer)
  const validate = known ?? openApi().ajv.compile({ $ref: `openapi${pointer}` })
  validators.set(pointer, validate)
  if (validate(value)) return []
  return (validate.errors ?? []).map((error) => `${name}${error.instancePath} ${error.message ?? error.keyword}`)
}

/** Parsed once a process: 13 MB, 0.2 s. Only the schemas that are used are compiled. */
function openApi(): { readonly document: Json; readonly ajv: Ajv } {
  if (loaded === null) {
    const file = createRequire(import.meta.url).resolve('@octokit/openapi/generated/api.github.com.json')
    const document = JSON.parse(readFileSync(file, 'utf8'), nullInEnum) as Json
    const ajv = new Ajv({ strict: false, logger: false, validateFormats: true, validateSchema: false })
    formats.default(ajv)
    ajv.addSchema(document, 'openapi')
    loaded = { document, ajv }
  }
  return loaded
}

/** OpenAPI 3.0 lets a nullable enum leave null out; JSON Schema does not. */
function nullInEnum(_key: string, value: unknown): unknown {
  const values = at(value, 'enum')
  return at(value, 'nullable') === true && Array.isArray(values) && !values.includes(null)
    ? { ...(value as Json), enum: [...(values as readonly unknown[]), null] }
    : value
}

function match(template: readonly string[], path: readonly string[]): Record<string, string> | null {
  if (template.length !== path.length) return null
  const values: Record<string, string> = {}
  for (const [index, part] of template.entries()) {
    const segment = path[index] ?? ''
    const name = /^\{(.+)\}$/.exec(part)?.[1]
    if (name === undefined ? part !== segment : segment === '') return null
    if (name !== undefined) values[name] = decodeURIComponent(segment)
  }
  return values
}

function resolved(value: unknown): Json {
  const reference = at(value, '$ref')
  if (typeof reference !== 'string') return value as Json
  return at(openApi().document, ...reference.slice(2).split('/')) as Json
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}

function escaped(part: string): string {
  return encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1'))
}

function at(value: unknown, ...path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (inner, name) => (typeof inner === 'object' && inner !== null ? (inner as Json)[name] : undefined),
    value,
  )
}

function object(value: unknown, name: string): Json {
  return (at(value, name) ?? {}) as Json
}

function array(value: unknown, name: string): readonly unknown[] {
  return (at(value, name) ?? []) as readonly unknown[]
}
