/** The parts of an image reference, such as `123.dkr.ecr.eu-west-1.amazonaws.com/shop:v1@sha256:…`. */
export type ImageReference = {
  /** Registry host; null when the reference names none. */
  readonly registry: string | null
  readonly repository: string
  readonly tag: string | null
  readonly digest: string | null
}

/** Splits an image reference; a reference without tag and digest means the tag `latest`, as Docker has it. */
export function parseImageReference(image: string): ImageReference {
  const [name = '', digest = null] = image.split('@', 2)
  const colon = name.lastIndexOf(':')
  const hasTag = colon > name.lastIndexOf('/')
  const path = hasTag ? name.slice(0, colon) : name
  const slash = path.indexOf('/')
  const host = slash > 0 ? path.slice(0, slash) : ''
  const isHost = /[.:]/.test(host) || host === 'localhost'
  return {
    registry: isHost ? host : null,
    repository: isHost ? path.slice(slash + 1) : path,
    tag: hasTag ? name.slice(colon + 1) : digest === null ? 'latest' : null,
    digest,
  }
}

/** Whether a version can stand as a tag: one may hold a slash (`staging/622d2103-…`), a tag may not. */
export const isImageTag = (version: string): boolean => /^[\w][\w.-]{0,127}$/.test(version)
