import { describeInput, INPUT_NAMES, inputSpec } from './inputs.js'

/** What `size-gate --help` prints. */
export function helpText(): string {
  const groups = [...new Set(INPUT_NAMES.map((name) => inputSpec(name).group))]
  const options = groups.map((group) => {
    const names = INPUT_NAMES.filter((name) => inputSpec(name).group === group && inputSpec(name).come !== false)
    const lines = names.map((name) => `  --${name}\n      ${describeInput(name)}`)
    return `${group[0]?.toUpperCase() ?? ''}${group.slice(1)}:\n${lines.join('\n')}`
  })
  return `size-gate: what a change does to the size of the container images that it builds

  size-gate [compare] [BASE]   build and compare with BASE, or with where this branch left the default branch
  size-gate compare --targets A --against B
                               build and compare two targets of one Dockerfile: what A saves, by leaving out what
  size-gate measure            build and measure only
  size-gate check              check config file and Dockerfiles; builds nothing

Two targets:
  --against B                  the target that the one of --targets is compared with, in place of a base
  --bandwidth SPEED            what a pull is told for, such as \`1 Gbit/s\`. Default: \`100 Mbit/s\`.

Output:
  --json, --markdown           the report in this form in place of the table
  --quiet                      no progress
  --version, --help

${options.join('\n\n')}

Exit codes: 0 within budget, 1 over budget, 2 everything else.
`
}
