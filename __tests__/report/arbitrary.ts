import fc from 'fast-check'
import type { Report, ReportImage } from '../../src/report/report.js'
import type { InstructionChange } from '../../src/explain/instructions.js'
import { delta, failure, image, instruction, judgement, report } from './samples.js'

/** What somebody might write to break a table, call a person, open a tag, forge a link or command a terminal. */
export const HOSTILE: readonly string[] = [
  '@octocat',
  '@acme/owners',
  'a|b',
  'a\\|b',
  '\\',
  'x\\',
  '|',
  '`',
  '``',
  '```',
  '`@octocat`',
  '` @octocat `` `',
  'a`b``c```d',
  '<b>bold</b>',
  '<img src=x onerror=alert(1)>',
  '<!-- size-gate -->',
  '</details>',
  '</code>',
  '<details><summary>',
  '<![CDATA[',
  '[text](https://evil.example)',
  '![image](https://evil.example/x.png)',
  '[ref]: https://evil.example',
  'https://evil.example/?a=1&b=2',
  'www.evil.example',
  'someone@evil.example',
  'mailto:someone@evil.example',
  '#1',
  'acme/shop#12',
  'GH-3',
  '9f3c2e1a5b6d7e8f9a0b1c2d3e4f5a6b7c8d9e0f',
  'deadbeef',
  '**bold**',
  '_a_ __b__ *c*',
  '~~gone~~ ~x~',
  '# heading',
  '- item',
  '1. item',
  '> quote',
  '---',
  '===',
  '$x$ $$y$$',
  ':tada:',
  '&lt;b&gt; &#64;octocat &amp;',
  '[^1]',
  '::error file=x::boo',
  '::add-mask::x',
  '##[error]boo',
  '##[group]x',
  'a\nb',
  'a\r\nb',
  '\n\n# heading\n\n',
  '\n| a | b |\n',
  '\n```\n',
  'a\u2028b\u2029c\u0085d',
  '\u001b[31mred\u001b[0m',
  '\u001b]8;;https://evil.example\u0007x\u001b]8;;\u0007',
  '\u009b31m',
  'user\u202etxt.exe',
  '\u2066a\u2069',
  'a\u200bb\u200d\ufeff',
  '\u0000\u0007\u0008\u007f',
  '\ud800',
  'x\udc00',
  '日本語の名前',
  '👩‍👩‍👧',
  'é\u0301',
  '../../../etc/passwd',
  'a b c',
  '   ',
  '',
  '__proto__',
  'constructor',
  ']',
  '"',
  "'",
  ')',
]

export function hostileText(): fc.Arbitrary<string> {
  return fc.oneof(
    fc.constantFrom(...HOSTILE),
    fc.array(fc.constantFrom(...HOSTILE, ' ', 'word'), { minLength: 1, maxLength: 4 }).map((parts) => parts.join('')),
    fc.array(fc.constantFrom(...HOSTILE, 'word'), { minLength: 1, maxLength: 4 }).map((parts) => parts.join(' ')),
    fc.string({ unit: 'binary', maxLength: 30 }),
    fc.string({ maxLength: 30 }),
  )
}

function bytes(): fc.Arbitrary<number> {
  return fc.oneof(fc.nat(), fc.nat(Number.MAX_SAFE_INTEGER), fc.constant(0))
}

function deltas(): fc.Arbitrary<ReportImage['size']> {
  return fc.tuple(fc.option(bytes()), fc.option(bytes()), fc.boolean()).map((sides) => delta(...sides))
}

/** The pages that findings may link to. */
const DOCS = 'https://docs.docker.com/'

/** An instruction in two parts, and what they were. */
function parts(text: string, head: number, was: string, base: number | null): InstructionChange['parts'] {
  return [
    { line: 3, stage: was, text, head, base: null },
    { line: null, stage: null, text: was, head: 0, base: null },
    ...(base === null ? [] : [{ line: 2, stage: null, text: was, head: null, base }]),
  ]
}

/** Any row whose words were chosen by `text`. */
export function images(text: fc.Arbitrary<string>): fc.Arbitrary<ReportImage> {
  const instructions = fc
    .tuple(fc.option(fc.integer({ min: 1, max: 500 })), text, fc.option(fc.nat(1e9)), fc.option(fc.nat(1e9)), text)
    .map(([line, words, head, base, was]) =>
      instruction(line, words, head, base, {
        was: base === null ? null : was,
        origin: words.length % 2 ? 'own' : 'base',
        parts: words.length % 3 === 0 && head !== null ? parts(words, head, was, base) : [],
        cause:
          words.length % 4 > 1
            ? { kind: 'instruction', line, stage: was, text: words, was, inputs: [{ text: words, was }] }
            : null,
      }),
    )
  const failures = fc
    .record({
      message: text,
      line: fc.option(fc.integer({ min: 1, max: 500 })),
      instruction: fc.option(text),
      log: fc.array(text, { maxLength: 30 }),
      hint: fc.option(text),
      side: fc.constantFrom('head' as const, 'base' as const),
    })
    .map((more) => failure(more))
  const limits = fc
    .record({
      limit: fc.constantFrom(
        'max-size' as const,
        'max-increase' as const,
        'max-download-increase' as const,
        'min-stages' as const,
      ),
      status: fc.constantFrom('pass' as const, 'warn' as const, 'breach' as const, 'skipped' as const),
      message: text,
      allowed: text,
      actual: fc.option(text),
    })
    .map((more) => judgement(more))
  const findings = fc.record({
    rule: fc.constantFrom('root-user', 'StageNameCasing'),
    bytes: bytes(),
    line: fc.option(fc.integer({ min: 1, max: 500 })),
    paths: fc.array(text, { maxLength: 2 }),
    advice: text,
    url: fc.option(
      fc.oneof(
        text,
        text.map((words) => `${DOCS}${words}`),
      ),
    ),
    inBase: fc.option(fc.boolean()),
    grown: fc.option(bytes()),
  })
  const paths = fc.record({
    path: text,
    head: fc.option(bytes()),
    base: fc.option(bytes()),
    change: fc.integer(),
    rest: fc.boolean(),
    from: fc.option(text),
    origin: fc.option(fc.constantFrom('own' as const, 'base' as const)),
    line: fc.option(fc.integer({ min: 1, max: 500 })),
    stage: fc.option(text),
    text: fc.option(text),
  })
  const packages = fc.record({
    type: fc.constantFrom('deb' as const, 'npm' as const),
    name: text,
    head: fc.option(text),
    base: fc.option(text),
    change: fc.option(fc.integer()),
  })
  return fc
    .record({
      paths: fc.option(fc.array(paths, { maxLength: 4 })),
      packages: fc.option(fc.array(packages, { maxLength: 4 })),
      image: text,
      dockerfile: text,
      target: text,
      platform: fc.constantFrom('linux/amd64', 'linux/arm64'),
      shipped: fc.boolean(),
      status: fc.constantFrom(
        'changed' as const,
        'unchanged' as const,
        'added' as const,
        'removed' as const,
        'failed' as const,
      ),
      size: deltas(),
      download: deltas(),
      drift: fc.option(fc.record({ size: fc.integer(), download: fc.option(fc.integer()), from: text, to: text })),
      instructions: fc.array(instructions, { maxLength: 20 }),
      limits: fc.array(limits, { maxLength: 3 }),
      findings: fc.option(fc.array(findings, { maxLength: 3 })),
      failures: fc.array(failures, { maxLength: 2 }),
      notes: fc.array(text, { maxLength: 3 }),
    })
    .map((more) => image(more))
}

/** Reports of any state, also of states that no run makes, full of hostile words. */
export function reports(text: fc.Arbitrary<string> = hostileText()): fc.Arbitrary<Report> {
  return fc
    .record({
      verdict: fc.constantFrom('pass' as const, 'warn' as const, 'breach' as const, 'overridden' as const),
      images: fc.array(images(text), { maxLength: 8 }),
      notes: fc.array(text, { maxLength: 3 }),
      limited: fc.boolean(),
      ignoreDrift: fc.boolean(),
      overrideLabel: text,
      accepted: fc.option(
        fc.record({ label: text, by: fc.option(text), at: fc.constantFrom(null, '2026-08-22T14:03:21Z') }),
      ),
      repositoryUrl: fc.constantFrom(null, 'https://github.com/acme/shop'),
      source: fc.constantFrom('rebuilt' as const, 'none' as const),
      reason: text,
      expected: fc.boolean(),
      against: fc.option(fc.record({ target: text, bandwidth: fc.constantFrom(1, 100e6, 2.5e9) })),
    })
    .map(({ source, reason, expected, ...more }) =>
      report({ ...more, base: { sha: source === 'none' ? null : '4b1d0aa7c8', source, reason, expected } }),
    )
}
