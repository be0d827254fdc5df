import { Refusal } from './refusal.js'

/**
 * What a `--mount` of RUN names in `from=`, or null where it names nothing. The other keys may hold variables, so
 * BuildKit judges them in the build only. Throws a Refusal for malformed CSV and for a variable in `from`
 * (`parseMount` in BuildKit's instructions/commands_runmount.go).
 */
export function mountSource(mount: string): string | null {
  let from: string | null = null
  for (const field of csvFields(mount)) {
    const equals = field.indexOf('=')
    if (equals < 0 || field.slice(0, equals).toLowerCase() !== 'from') continue
    const value = field.slice(equals + 1)
    const dollar = value.indexOf('$')
    if (dollar >= 0 && dollar !== value.length - 1) {
      throw new Refusal(
        'from= of a mount takes no variables',
        'name the image in a FROM … AS name and mount from that name',
      )
    }
    from = value === '' ? null : value
  }
  return from
}

/** Throws a Refusal where the value of `--device` is not what `ParseDevice` of commands_rundevice.go takes. */
export function checkDevice(device: string): void {
  let named: string | null = null
  for (const field of csvFields(device)) {
    const equals = field.indexOf('=')
    const key = (equals < 0 ? field : field.slice(0, equals)).toLowerCase()
    const value = equals < 0 ? null : field.slice(equals + 1)
    if (key === 'required' && (value === null || /^(1|t|T|TRUE|true|True|0|f|F|FALSE|false|False)$/.test(value)))
      continue
    if (key === 'required') throw new Refusal(`required= of a device is true or false, not ${value ?? ''}`)
    if (key === 'name' && value !== null) {
      if (named !== null && named !== '') throw new Refusal(`a second name for device ${named}`)
      named = value
    } else if (named === null || named === '') named = field
    else if (value === null) throw new Refusal(`field ${field} of a device has no =`)
    else throw new Refusal(`unknown field of a device: ${field}`)
  }
}

/** The fields of one line of CSV. Throws a Refusal for an empty line and for quotes that do not pair up. */
function csvFields(text: string): readonly string[] {
  const line = text.replace(/\r?\n$/, '')
  if (line === '') throw new Refusal('a flag with an empty list of fields')
  const fields: string[] = []
  let position = 0
  for (;;) {
    if (line.charAt(position) === '"') {
      const match = /"((?:[^"]|"")*)"(?=,|$)/y
      match.lastIndex = position
      const quoted = match.exec(line)
      if (quoted === null) throw new Refusal(`quotes that do not pair up in ${JSON.stringify(text)}`)
      fields.push((quoted[1] ?? '').replaceAll('""', '"'))
      position = match.lastIndex
    } else {
      const comma = line.indexOf(',', position)
      const field = line.slice(position, comma < 0 ? line.length : comma)
      if (field.includes('"')) throw new Refusal(`a quote inside a field that is not quoted in ${JSON.stringify(text)}`)
      fields.push(field)
      position += field.length
    }
    if (position >= line.length) return fields
    position++
  }
}
