const ALPHANUMERIC = '[a-z0-9]+'
const COMPONENT = `${ALPHANUMERIC}(?:(?:[._]|__|-+)${ALPHANUMERIC})*`
const HOST = '[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?'
const DOMAIN = `(?:${HOST}(?:\\.${HOST})*|\\[[a-fA-F0-9:]+\\])(?::[0-9]+)?`
const TAG = ':[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}'
const DIGEST = '@[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,}'
const REFERENCE = new RegExp(`^(?:${DOMAIN}/)?(${COMPONENT}(?:/${COMPONENT})*)(?:${TAG})?(?:${DIGEST})?$`)
const LONGEST_NAME = 255

/**
 * Why `image` is no image reference, or null where it is one: the grammar of github.com/distribution/reference, which
 * BuildKit applies to every base that is not a stage.
 */
export function referenceFault(image: string): string | null {
  if (/^[a-f0-9]{64}$/.test(image)) return '64 hexadecimal digits are an ID'
  const slash = image.indexOf('/')
  const head = slash < 0 ? '' : image.slice(0, slash)
  const hasDomain = /[.:]/.test(head) || head === 'localhost' || head.toLowerCase() !== head
  const name = hasDomain ? image.slice(slash + 1) : image
  const colon = name.search(/[:@]/)
  const path = colon < 0 ? name : name.slice(0, colon)
  if (path.toLowerCase() !== path) return 'upper case in the name of an image'
  const match = REFERENCE.exec(hasDomain ? image : `docker.io/${image}`)
  if (match === null) return 'not of the form name:tag or name@digest'
  return (match[1] ?? '').length > LONGEST_NAME ? `a name of more than ${LONGEST_NAME} characters` : null
}
