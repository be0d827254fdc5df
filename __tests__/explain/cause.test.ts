import { describe, expect, test } from '@jest/globals'
import { type Cause, causeOf } from '../../src/explain/cause.js'
import type { LayerSource } from '../../src/image/measurement.js'

/** A program that `make` builds after these instructions, each with the heredoc that a `|` leads in. */
function made(...before: readonly string[]): Extract<LayerSource, { kind: 'instruction' }> {
  const inputs = before.map((one) => {
    const [text = '', script = ''] = one.split('|')
    return { text, commands: text, whole: `${text}\n${script}` }
  })
  return {
    kind: 'instruction',
    stage: 'build',
    text: 'RUN make',
    commands: 'RUN make',
    whole: 'RUN make',
    lines: { start: 4, end: 4 },
    inputs,
  }
}

const inputs = (head: LayerSource, base: LayerSource): Cause['inputs'] | undefined => causeOf(head, base, true)?.inputs

describe('what an instruction builds on', () => {
  test('is told where it is something else', () => {
    expect(inputs(made('debian:13', 'RUN apt-get install -y gcc'), made('debian:12', 'COPY src /src'))).toEqual([
      { text: 'debian:13', was: 'debian:12' },
      { text: 'RUN apt-get install -y gcc', was: null },
      { text: null, was: 'COPY src /src' },
    ])
  })

  test('is told where only its heredoc is another, which is not shown', () => {
    const [head, base] = ['apt-get install -y gcc g++', 'apt-get install -y gcc'].map((one) => made(`RUN <<EOF|${one}`))
    expect(head && base && inputs(head, base)).toEqual([{ text: 'RUN <<EOF', was: 'RUN <<EOF' }])
  })

  test('so is the instruction itself', () => {
    const [head, base] = ['make a', 'make b'].map((whole): LayerSource => ({
      ...made(),
      text: 'RUN <<EOF',
      whole,
    }))
    expect(head && base && causeOf(head, base, true)).toMatchObject({ text: 'RUN <<EOF', was: 'RUN <<EOF' })
    expect(head && causeOf(head, head, true)).toMatchObject({ was: null })
  })

  test('is not told where it is the same', () => {
    expect(inputs(made('debian:13', 'RUN <<EOF|make'), made('debian:13', 'RUN <<EOF|make'))).toEqual([])
  })
})
