import type { Baseline } from './baseline/baseline.js'
import type { Check } from './builder/checks.js'
import type { BuildFailure } from './builder/method.js'
import type { Step } from './builder/progress.js'
import { GateError } from './errors.js'
import type { LayerSource, Measured, Measurement } from './image/measurement.js'
import type { Log } from './log.js'
import type { Insight } from './report/assemble.js'
import { createRedaction, type Redaction, secretValues } from './request/redact.js'
import type { ImageRequest } from './request/request.js'
import type { World } from './world.js'

/** A world that shows no secret of the build. */
export interface DiscreetWorld extends World {
  readonly secrets: Redaction
  /** From now on the secrets of these images are not shown. */
  readonly keepSecret: (images: readonly ImageRequest[]) => Promise<void>
}

/** Does `work`: what it logs or throws shows no secret of the images that it named. `mask` is told each of them. */
export async function discreetly<T>(
  world: World,
  mask: ((secret: string) => void) | undefined,
  work: (world: DiscreetWorld) => Promise<T>,
): Promise<T> {
  const secrets = createRedaction()
  const keepSecret = async (images: readonly ImageRequest[]): Promise<void> => {
    const values = await secretValues(images, world.env)
    secrets.add(values)
    for (const value of values) mask?.(value)
  }
  try {
    return await work({ ...world, secrets, keepSecret, log: redactedLog(world.log, secrets) })
  } catch (error) {
    throw redactedError(error, secrets)
  }
}

/** A log that shows no secret. */
function redactedLog(log: Log, secrets: Redaction): Log {
  return {
    info: (line) => log.info(secrets.redact(line)),
    warning: (line) => log.warning(secrets.redact(line)),
    group: (title, work) => log.group(secrets.redact(title), work),
  }
}

/** A step before its text is cut to a line: half a secret is not recognised. */
export function redactedStep<T extends Pick<Step, 'instruction'>>(step: T, secrets: Redaction): T {
  return { ...step, instruction: secrets.redact(step.instruction) }
}

/** Why there is no base may be told in the words of `prepare`. */
export function redactedBaseline(baseline: Baseline, secrets: Redaction): Baseline {
  return { ...baseline, reason: secrets.redact(baseline.reason) }
}

export function redactedFailure(failure: BuildFailure, secrets: Redaction): BuildFailure {
  const or = (text: string | null): string | null => (text === null ? null : secrets.redact(text))
  return {
    ...failure,
    message: secrets.redact(failure.message),
    instruction: or(failure.instruction),
    log: failure.log.map((line) => secrets.redact(line)),
    hint: or(failure.hint),
  }
}

/** A build argument's value, which may be a secret's too, stands in the texts of instructions. */
export function redactedMeasured({ head, base, notes, contents }: Measured, secrets: Redaction): Measured {
  const redacted = (side: readonly Measurement[]): readonly Measurement[] =>
    side.map((measurement) => ({
      ...measurement,
      resolved: measurement.resolved.map((image) => ({ ...image, reference: secrets.redact(image.reference) })),
      checks: measurement.checks.map((check) => redactedCheck(check, secrets)),
      layers: measurement.layers.map((layer) => ({
        ...layer,
        image: layer.image === null ? null : secrets.redact(layer.image),
        owner: {
          ...layer.owner,
          text: secrets.redact(layer.owner.text),
          commands: secrets.redact(layer.owner.commands),
          whole: secrets.redact(layer.owner.whole),
          source: redactedSource(layer.owner.source, secrets),
        },
      })),
    }))
  return { head: redacted(head), base: redacted(base), notes, contents }
}

/** What layers and Dockerfiles tell of a row names files, images and instructions; numbers stay as they are. */
export function redactedInsight({ paths, packages, findings }: Insight, { redact }: Redaction): Insight {
  const or = (text: string | null): string | null => (text === null ? null : redact(text))
  return {
    paths: paths && {
      ...paths,
      rows: paths.rows.map((row) => ({ ...row, path: redact(row.path), from: or(row.from) })),
    },
    packages:
      packages && packages.map((one) => ({ ...one, name: redact(one.name), head: or(one.head), base: or(one.base) })),
    findings: findings && {
      ...findings,
      findings: findings.findings.map((one) => ({
        ...one,
        advice: redact(one.advice),
        paths: one.paths.map((path) => redact(path)),
      })),
    },
  }
}

/** What a check is about is quoted as it is after build arguments are put in. */
function redactedCheck({ rule, line, sentence, detail, url }: Check, { redact }: Redaction): Check {
  return { rule, line, sentence: redact(sentence), detail: redact(detail), url: url === null ? null : redact(url) }
}

function redactedSource(source: LayerSource | null, secrets: Redaction): LayerSource | null {
  if (source === null) return null
  if (source.kind === 'image') return { ...source, reference: secrets.redact(source.reference) }
  return {
    ...source,
    text: secrets.redact(source.text),
    commands: secrets.redact(source.commands),
    whole: secrets.redact(source.whole),
    inputs: source.inputs.map(({ text, commands, whole }) => ({
      text: secrets.redact(text),
      commands: secrets.redact(commands),
      whole: secrets.redact(whole),
    })),
  }
}

/** The same error without secrets; itself where it has none. */
function redactedError(error: unknown, secrets: Redaction): unknown {
  if (!(error instanceof Error)) return error
  const message = secrets.redact(error.message)
  if (error instanceof GateError) {
    return new GateError(error.trouble, message, error.hint === null ? null : secrets.redact(error.hint))
  }
  const stack = secrets.redact(error.stack ?? '')
  if (message === error.message && stack === (error.stack ?? '')) return error
  return Object.assign(new Error(message), { stack })
}
