import { link, type Phrase } from './phrase.js'
import type { Report } from './report.js'

/** `line 14`, linked to the Dockerfile at the head where the repository is known; `title` shows on the link. */
export function lineLink(report: Report, dockerfile: string, line: number, title: string): Phrase {
  return link([`line ${line}`], blobUrl(report, dockerfile, line), title)
}

/**
 * `words`, linked to Docker's documentation where `url` is a page of it; whoever wrote the Dockerfile may have chosen
 * the frontend that named it, so that no other is linked.
 */
export function docsLink(words: Phrase, url: string | null): Phrase {
  const isDocs = url !== null && /^https:\/\/docs\.docker\.com\/[\w./#-]*$/.test(url)
  return link(words, isDocs ? url : null, 'what Docker says of it')
}

function blobUrl(report: Report, dockerfile: string, line: number): string | null {
  const { repositoryUrl, head } = report
  if (repositoryUrl === null || head.sha === null || !isPlainUrl(repositoryUrl) || !/^[0-9a-f]+$/.test(head.sha))
    return null
  const segments = dockerfile.split('/')
  // A Dockerfile outside the repository, or with steps that a browser would take, has no page there.
  if (segments.some((segment) => segment === '' || segment === '.' || segment === '..')) return null
  return `${repositoryUrl}/blob/${head.sha}/${segments.map((segment) => encoded(segment)).join('/')}#L${line}`
}

function isPlainUrl(url: string): boolean {
  return /^https?:\/\/[\w.:-]+\/[\w./-]+$/.test(url)
}

/** Percent-encoded, also what encodeURIComponent leaves and markdown reads. */
function encoded(segment: string): string {
  return encodeURIComponent(segment.replace(/\p{Cs}/gu, '\ufffd')).replace(
    /[!'()*_~]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  )
}
