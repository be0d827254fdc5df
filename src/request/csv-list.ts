import { GateError } from '../errors.js'

/**
 * The items of a list input as docker/build-push-action reads it (docker/actions-toolkit `Util.getList` over csv-parse
 * with `relax_quotes`): lines of CSV, items trimmed, empty ones left out. A field that begins with `"` ends at the next
 * single `"` and may hold commas and newlines. `commas: 'kept'` joins the fields of a line again (`ignoreComma`);
 * `blanks: 'kept'` trims nothing (`trimWhitespace: false`). Throws a GateError (usage) that quotes nothing of the text: it
 * may be one that nobody should read in a log.
 */
export function parseList(
  text: string,
  commas: 'split' | 'kept',
  blanks: 'trimmed' | 'kept' = 'trimmed',
): readonly string[] {
  return records(text)
    .filter((record) => record.length > 1 || record[0] !== '')
    .flatMap((record) =>
      commas === 'kept' ? [record.join(',')] : record.length > 1 ? record : (record[0] ?? '').split(','),
    )
    .map((item) => (blanks === 'kept' ? item : item.trim()))
    .filter((item) => item.trim() !== '')
}

function records(text: string): readonly (readonly string[])[] {
  const all: string[][] = []
  let record: string[] = []
  let field = ''
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charAt(at)
    if (character === '"' && field === '') {
      const quoted = /^"((?:[^"]|"")*)"(?!")/.exec(text.slice(at))
      if (quoted === null) {
        throw new GateError(
          'usage',
          `it has a quote that is not closed, in line ${text.slice(0, at).split('\n').length}`,
          'Close it, or double it to mean itself.',
        )
      }
      const content = (quoted[1] ?? '').replaceAll('""', '"')
      at += quoted[0].length - 1
      // Quotes that do not hold the whole field are part of it.
      field = /^(?:[,\r\n]|$)/.test(text.slice(at + 1)) ? content : `"${content}"`
    } else if (character === ',' || character === '\n' || character === '\r') {
      record.push(field)
      field = ''
      if (character === ',') continue
      if (character === '\r' && text.charAt(at + 1) === '\n') at += 1
      all.push(record)
      record = []
    } else {
      field += character
    }
  }
  return [...all, [...record, field]]
}
