import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { bake } from '../bake.mjs'
import { run } from '../command.mjs'
import { ROOT } from '../ground/home.mjs'
import { createRepository } from '../ground/repository.mjs'
import { sizeGate } from '../ours.mjs'
import { pairs } from '../pairs.mjs'

const GOAL = 1.05

// Without a cache of Go's own, as on a fresh runner, the standard library is compiled too. The argument makes every run
// a build of its own and its layers others, so that neither the builder nor our memory knows of them.
const DOCKERFILE = `FROM golang:1.26-bookworm AS builder
WORKDIR /src
ENV CGO_ENABLED=0 GOFLAGS=-trimpath
COPY go.mod ./
COPY cmd cmd
COPY internal internal
ARG RUN
RUN GOCACHE=/tmp/cache go build -ldflags="-X main.run=$RUN" -o /out/shortlinks ./cmd/shortlinks

FROM debian:bookworm-slim AS final
COPY --from=builder /out/shortlinks /usr/local/bin/
ARG RUN
RUN echo "$RUN" >/etc/run
ENTRYPOINT ["shortlinks"]
`

/** A real build of about half a minute on two cores, for head and base; nothing of it is there before, nor remembered. */
export async function cold({ ground, runs, report }) {
  const { head, base } = await createRepository(join(ground.directory, 'cold'), {
    from: join(ROOT, 'examples/service'),
    files: { Dockerfile: DOCKERFILE },
    change: { 'internal/web/static/style.css': 'body { margin: 2rem }\n' },
  })
  for (const builder of ground.builders) {
    const ours = () => {
      const unknown = randomUUID()
      // The example's own limits are for its own Dockerfile.
      const args = ['compare', 'main', '--build-args', `RUN=${unknown}`, '--on-breach', 'warn']
      return run(sizeGate({ ground, builder, args, cwd: head, memory: unknown }))
    }
    const theirs = () => {
      const target = { target: 'final', args: { RUN: randomUUID() } }
      const targets = { base: { ...target, context: base }, head: { ...target, context: head } }
      return run(bake({ env: ground.env, builder, cwd: head, targets }))
    }
    await run(bake({ env: ground.env, builder, cwd: head, targets: bases() }))
    report({
      name: `cold, half a minute, ${builder.name}: compare / the bare bake`,
      ...(await pairs({ runs: runs ?? 2, warmUp: false, ours, theirs })),
      goal: GOAL,
    })
  }
}

/** So that the first half of the first pair is not the one that pulls. */
function bases() {
  const target = (image) => ({
    context: '.',
    'dockerfile-inline': `FROM ${image}\nRUN true\n`,
    output: ['type=cacheonly'],
  })
  return { golang: target('golang:1.26-bookworm'), debian: target('debian:bookworm-slim') }
}
