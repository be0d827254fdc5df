/** A distribution's name in the one way of writing it (packaging.python.org, "Names and normalization", PEP 503). */
export function pypiName(name: string): string {
  return name.replace(/[-_.]+/g, '-').toLowerCase()
}

/** A version so that others of the same meaning are the same text: `1.0.0` and `01.0` are `1` (PEP 440, "Normalization"). */
export function pypiVersion(version: string): string {
  const [release = '', ...local] = version.toLowerCase().replace(/^v/, '').split('+')
  const plain = release.replace(/\d+/g, (digits) => digits.replace(/^0+(?=\d)/, '')).replace(/(?:\.0)+$/, '')
  return [plain, ...local].join('+')
}
