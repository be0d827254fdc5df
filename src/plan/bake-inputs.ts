import { GateError } from '../errors.js'
import type { BuildOptions } from '../request/request.js'
import type { Source } from '../request/source.js'
import type { BakeTarget } from './build-plan.js'

/** The environment variable that hands each secret value to buildx. */
export type SecretVariables = ReadonlyMap<string, string>

/** Names for the secret values of a plan's trees: `SIZE_GATE_SECRET_1`, … */
export function secretVariables(sources: readonly Source[]): SecretVariables {
  const values = sources.flatMap(({ images }) =>
    images.flatMap(({ request }) =>
      request.build.secrets.flatMap(({ from }) => (from.kind === 'value' ? [from.value] : [])),
    ),
  )
  return new Map([...new Set(values)].map((value, index) => [value, `SIZE_GATE_SECRET_${index + 1}`]))
}

/**
 * What a bake of these trees needs in its environment: the secret values, which stand neither among its arguments nor in
 * its definition.
 */
export function secretEnvironment(sources: readonly Source[]): Readonly<Record<string, string>> {
  return Object.fromEntries([...secretVariables(sources)].map(([value, name]) => [name, value]))
}

/**
 * The arguments by which a bake grants what its definition asks for, as it asks back; so it does for the host's network,
 * which `docker buildx build --network host` grants by itself.
 */
export function allowArguments(sources: readonly Source[]): readonly string[] {
  const all = sources.flatMap(({ images }) =>
    images.flatMap(({ request: { build } }) => [...build.allow, ...(build.network === 'host' ? ['network.host'] : [])]),
  )
  return [...new Set(all)].flatMap((name) => ['--allow', name])
}

/** The first buildx whose bake takes `network` and entitlements. Source: docker/buildx v0.17.0, bake/bake.go. */
const PRIVILEGED_BAKE = '0.17.0'

/** Throws a GateError (environment) where these trees ask for what the bake of this version of buildx would not hand on. */
export function assertBakeable(sources: readonly Source[], buildx: string): void {
  if (buildx.localeCompare(PRIVILEGED_BAKE, 'en', { numeric: true }) >= 0) return
  const builds = sources.flatMap(({ images }) => images.map(({ request }) => request.build))
  const asked = [
    ...(builds.some(({ network }) => network !== null) ? ['network'] : []),
    ...(builds.some(({ allow }) => allow.length > 0) ? ['allow'] : []),
  ]
  if (asked.length === 0) return
  const names = asked.map((name) => `\`${name}\``).join(' and ')
  throw new GateError(
    'environment',
    `${names} cannot be handed to buildx ${buildx}: ${PRIVILEGED_BAKE} or later is needed`,
    'Update the package docker-buildx-plugin, or add docker/setup-buildx-action before this step.',
  )
}

/** The build inputs of an image in the tree at `root`, as a bake definition has them. Empty ones are left out. */
export function bakeInputs(
  { contexts, secrets, ssh, cacheFrom, allow }: BuildOptions,
  root: string,
  variables: SecretVariables,
): Pick<BakeTarget, 'contexts' | 'secret' | 'ssh' | 'cache-from' | 'entitlements'> {
  const named = Object.fromEntries(
    contexts.map(({ name, from }) => [name, from.kind === 'inside' ? join(root, from.path) : from.reference]),
  )
  const secret = secrets.map(({ id, from }) => {
    const source =
      from.kind === 'file'
        ? `src=${from.path}`
        : `env=${from.kind === 'env' ? from.name : (variables.get(from.value) ?? '')}`
    return [`id=${id}`, source].map(csvField).join(',')
  })
  return {
    ...(contexts.length === 0 ? {} : { contexts: literals(named) }),
    ...(secret.length === 0 ? {} : { secret: secret.map(literal) }),
    ...(ssh.length === 0 ? {} : { ssh: ssh.map(literal) }),
    ...(cacheFrom.length === 0 ? {} : { 'cache-from': cacheFrom.map(literal) }),
    ...(allow.length === 0 ? {} : { entitlements: allow.map(literal) }),
  }
}

function join(root: string, path: string): string {
  return path === '.' ? root : `${root}/${path}`
}

function csvField(text: string): string {
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/** Bake reads strings as HCL templates, also in JSON: `${` and `%{` stand for themselves only when doubled. */
export function literal(text: string): string {
  return text.replace(/[$%]\{/g, (start) => `${start.charAt(0)}${start}`)
}

/** Keys are templates too. */
export function literals(record: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [literal(key), literal(value)]))
}
