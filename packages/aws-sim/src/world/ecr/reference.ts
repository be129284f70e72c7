export type ImageReference = {
  readonly host: string
  readonly repository: string
  readonly tag?: string
  readonly digest?: string
}

/** Takes `host/repository:tag`, `host/repository@sha256:…` or both apart (then the digest decides); null when it is neither. */
export function parseReference(reference: string): ImageReference | null {
  const match = /^([^/]+)\/([^:@]+)(?::([\w][\w.-]{0,127}))?(?:@(sha256:[0-9a-f]{64}))?$/.exec(reference)
  if (!match) return null
  const [, host = '', repository = '', tag, digest] = match
  if (digest !== undefined) return { host, repository, digest }
  return { host, repository, tag: tag ?? 'latest' }
}
