import { createHash } from 'node:crypto'

/** The hashes of a file that the `integrity` of a tag may name, and the one that Angular's service worker goes by. */
export const integrityHashes = (bytes: Uint8Array): string[] =>
  ['sha1', 'sha256', 'sha384', 'sha512'].map(
    (algorithm) => `${algorithm}-${createHash(algorithm).update(bytes).digest('base64')}`,
  )
