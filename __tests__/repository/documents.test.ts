import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { INPUT_NAMES, inputSpec, type InputName } from '../../src/request/inputs.js'
import { OUTPUTS } from '../../src/request/outputs.js'

const CONFIGURATION = 'docs/configuration.md'

/** What is in git, or would be with the next `git add`; files that are gone from the disk left out. */
const files = execFileSync('git', ['ls-files', '-z', '-co', '--exclude-standard'], { encoding: 'utf8' })
  .split('\0')
  .filter((file) => file !== '' && existsSync(file))

const documents = files.filter((file) => file.endsWith('.md') && !file.startsWith('__tests__/'))

/** Text for a cell of a table. */
function cell(text: string): string {
  return text.replaceAll('|', '\\|')
}

function inputRow(name: InputName): string {
  const { description, default: byDefault, come, choices, config } = inputSpec(name)
  const later = typeof come === 'boolean' ? [] : (choices ?? ['true', 'false']).filter((value) => !come.includes(value))
  const notes = [
    come === false ? 'not in this version' : '',
    later.length > 0 ? `not in this version: ${later.map((value) => `\`${value}\``).join(', ')}` : '',
    { nowhere: '', defaults: 'defaults', images: 'images', 'defaults and images': 'defaults, images' }[config],
  ].filter((note) => note !== '')
  const quoted = byDefault === null ? 'none' : inputSpec(name).declared === true ? `\`${byDefault}\`` : byDefault
  return `| \`${name}\` | ${cell(description)} | ${cell(quoted)} | ${notes.join('; ')} |`
}

/** The tables that src/request knows all of; UPDATE_GOLDEN=1 puts them into the document. */
const TABLES: Readonly<Record<string, string>> = {
  inputs: ['what to build', 'what to compare with', 'limits', 'where to say it']
    .map((group) =>
      [
        `### Inputs: ${group}`,
        '',
        '| input | what it is | default | config file, version |',
        '| --- | --- | --- | --- |',
        ...INPUT_NAMES.filter((name) => inputSpec(name).group === group).map(inputRow),
      ].join('\n'),
    )
    .join('\n\n'),
  outputs: [
    '| output | what it is |',
    '| --- | --- |',
    ...Object.entries(OUTPUTS).map(([name, description]) => `| \`${name}\` | ${cell(description)} |`),
  ].join('\n'),
}

describe(CONFIGURATION, () => {
  it.each(Object.entries(TABLES))('has every one of the %s, in the words of the code', (name, table) => {
    const start = `<!-- ${name}:start -->`
    const end = `<!-- ${name}:end -->`
    const [before = '', rest = ''] = readFileSync(CONFIGURATION, 'utf8').split(start)
    const [shown = '', after = ''] = rest.split(end)
    if (process.env['UPDATE_GOLDEN'] === '1') {
      writeFileSync(
        CONFIGURATION,
        `${before}${start}\n<!-- prettier-ignore-start -->\n\n${table}\n\n<!-- prettier-ignore-end -->\n${end}${after}`,
      )
      return
    }
    expect(shown.replaceAll(/<!-- prettier-ignore-\w+ -->/g, '').trim()).toBe(table)
  })
})

/** How GitHub makes an address of a heading. */
function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
    .trim()
    .replaceAll(' ', '-')
}

function anchorsOf(file: string): readonly string[] {
  return [...readFileSync(file, 'utf8').matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => anchorOf(heading))
}

describe('documents', () => {
  it.each(documents)('%s links to what is there', (file) => {
    const text = readFileSync(file, 'utf8').replaceAll(/```[\s\S]*?```/g, '')
    const broken = [...text.matchAll(/\]\((?!https?:|mailto:)([^)\s]*)\)/g)]
      .map(([, link = '']) => link)
      .filter((link) => {
        const [path = '', anchor] = link.split('#')
        const target = path === '' ? file : join(dirname(file), path)
        if (!existsSync(target)) return true
        return anchor !== undefined && target.endsWith('.md') && !anchorsOf(target).includes(anchor)
      })
    expect(broken).toEqual([])
  })
})

describe('every file', () => {
  it('is free of paths of the machine that it was written on', () => {
    // Root's home is that of most containers: of it only what this project keeps there is a path of the machine.
    const home = homedir() === '/root' ? join(homedir(), '.cache', 'size-gate') : join(homedir(), '/')
    const paths = [process.cwd(), home, ['', 'work', 'main'].join('/'), ['..', 'shared', ''].join('/')]
    const any = new RegExp(paths.map((path) => `(?<![\\w.]|\\w")${path.replaceAll('.', '\\.')}`).join('|'))
    const wrong = files.flatMap((file) =>
      readFileSync(file, 'utf8')
        .split('\n')
        .flatMap((line, index) =>
          // A cache mount of a Dockerfile is in the container's home.
          any.test(line) && !line.includes('--mount=type=cache') ? `${file}:${index + 1}` : [],
        ),
    )
    expect(wrong).toEqual([])
  })
})
