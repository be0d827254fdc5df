/**
 * An image's reference in the form that docker shows: without `docker.io/` and `library/`, with `:latest` where neither
 * tag nor digest is given. Two references that docker takes for the same image have the same short form.
 */
export function shortReference(reference: string): string {
  const short = reference.replace(/^(?:index\.)?docker\.io\//, '').replace(/^library\/(?=[^/]+$)/, '')
  const isTagged = /:[^/@]+$/.test(withoutDigest(short))
  return isTagged || short.includes('@') ? short : `${short}:latest`
}

/** The reference as far as its tag. */
export function withoutDigest(reference: string): string {
  const at = reference.indexOf('@')
  return at < 0 ? reference : reference.slice(0, at)
}

/**
 * Which of `references`, in their short form, is meant by a reference in any form, an LLB identifier
 * (`docker-image://docker.io/library/debian:12@sha256:…`) included; null for none.
 */
export function nameAmong(references: readonly string[], image: string): string | null {
  const short = shortReference(image.replace(/^docker-image:\/\//, ''))
  // BuildKit writes the digest that it found into identifiers, so that pinned and found ones look alike.
  return [short, withoutDigest(short)].find((name) => references.includes(name)) ?? null
}
