import { describe, expect, test } from '@jest/globals'
import { parseDockerfile } from '../../src/dockerfile/index.js'
import { timed } from '../support/timed.js'

function commands(instruction: string): string | undefined {
  return parseDockerfile(`FROM a\n${instruction}\n`, { file: 'Dockerfile' }).stages[0]?.instructions[1]?.commands
}

const BODY = 'apt-get update\n\n  # a remark\n  apt-get install -y \\\n    curl\nEOF'
const RUNS = 'apt-get update\napt-get install -y     curl'

describe('what a shell runs of a heredoc', () => {
  test.each([
    'RUN <<EOF',
    'run <<EOF',
    "RUN <<'EOF'",
    'RUN bash <<EOF',
    'RUN /bin/bash -eux -o pipefail <<"EOF"',
    'RUN /usr/bin/sh +x <<EOF',
  ])('is read: %s', (start) => {
    expect(commands(`${start}\n${BODY}`)).toBe(`${start.slice(0, 4)}\n${RUNS}`)
  })

  test('stands behind the flags', () => {
    const flags = 'RUN --mount=type=cache,target=/var/cache/apt --network=none '
    expect(commands(`${flags}<<EOF\n${BODY}`)).toBe(`${flags}\n${RUNS}`)
  })

  test('is without the tabs that <<- leaves out', () => {
    expect(commands('RUN <<-EOF\n\tmake\n\tEOF')).toBe('RUN \nmake')
  })

  test.each(['read -r a b <<< "one two"', 'echo $((1 << 11))', 'echo "<<X"', 'x=1 # <<X'])(
    'goes on behind what is no heredoc: %s',
    (line) => {
      expect(commands(`RUN <<EOF\n${line}\nnpm ci\nEOF`)).toBe(`RUN \n${line.replace(/ #.*/, '')}\nnpm ci`)
    },
  )

  test('may say that a shell runs it', () => {
    expect(commands('RUN <<EOF\n#!/usr/bin/env bash\nmake\nEOF')).toBe('RUN \nmake')
  })

  test('is without what it hands on in a heredoc of its own', () => {
    const script = 'cat > /start <<"X"\nnpm run dev\nX\ncat <<-Y | sh\n\tmake\n\tY\nnpm ci'
    expect(commands(`RUN <<EOF\n${script}\nEOF`)).toBe('RUN \ncat > /start <<"X"\ncat <<-Y | sh\nnpm ci')
  })
})

test('a trigger is read like the instruction that it holds back', () => {
  const { stages } = parseDockerfile('FROM a\nonbuild \\\n  run <<EOF\nmake\nEOF\nONBUILD ENV A=b\n', {
    file: 'Dockerfile',
  })
  expect(stages[0]?.instructions.map(({ text, trigger }) => [text, trigger])).toEqual([
    ['FROM a', undefined],
    [
      'onbuild run <<EOF',
      expect.objectContaining({
        keyword: 'RUN',
        text: 'run <<EOF',
        commands: 'run \nmake',
        lines: { start: 2, end: 5 },
      }),
    ],
    [
      'ONBUILD ENV A=b',
      expect.objectContaining({ keyword: 'ENV', text: 'ENV A=b', commands: 'ENV A=b', lines: { start: 6, end: 6 } }),
    ],
  ])
})

describe('no shell runs', () => {
  test.each([
    ['what a program reads that is none', 'RUN python3 <<EOF\nprint(1)\nEOF'],
    ['what its first line has another program read', 'RUN <<EOF\n#!/usr/bin/env python3\nprint(1)\nEOF'],
    ['what is written into a file', 'RUN cat <<EOF > /x && make\napt-get update\nEOF'],
    ['what is one of several', 'RUN <<A cat - /dev/fd/3 3<<B\napt-get update\nA\nmake\nB'],
    ['what is copied', 'COPY <<EOF /start.sh\napt-get update\nEOF'],
    ['what has no heredoc', 'RUN make'],
  ])('%s', (_, instruction) => {
    expect(commands(instruction)).toBe(instruction.split('\n')[0])
  })
})

test('a long script is read in time', () => {
  const script = `${'x \\\n'.repeat(100_000)}${'cat <<X\n'.repeat(100_000)}`
  expect(timed(() => expect(commands(`RUN <<EOF\n${script}\nEOF`)).toContain('cat <<X'))).toBeLessThan(5000)
})
