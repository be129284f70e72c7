import { createHash } from 'node:crypto'
import { Transform } from 'node:stream'
import { artifactUnreadable } from '../../domain/artifact/artifact-problems.ts'
import { ImageError } from './image-error.ts'

export type BlobRef = { readonly digest: string; readonly size: number }

/** `length` is for a blob whose content is checked in another way. */
export type BlobCheck = 'digest' | 'length'

export type VerifiedBlob = {
  readonly stream: Transform
  /** True once the whole blob has passed and is what its digest says. */
  verified(): boolean
}

/** Passes a blob through and fails at its end, or as soon as it is too long, when it is not what its digest says. */
export function createBlobVerifier(blob: BlobRef, check: BlobCheck = 'digest'): VerifiedBlob {
  const hash = createHash('sha256')
  let bytes = 0
  let verified = false
  const stream = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length
      if (bytes > blob.size)
        return done(new ImageError(artifactUnreadable(`${blob.digest} is longer than ${blob.size} bytes`)))
      if (check === 'digest') hash.update(chunk)
      done(null, chunk)
    },
    flush(done) {
      const digest = check === 'digest' ? `sha256:${hash.digest('hex')}` : blob.digest
      if (bytes < blob.size)
        return done(
          new ImageError(artifactUnreadable(`${blob.digest} ended after ${bytes} of ${blob.size} bytes`)),
        )
      if (digest !== blob.digest)
        return done(new ImageError(artifactUnreadable(`${blob.digest} has the content of ${digest}`)))
      verified = true
      done()
    },
  })
  return { stream, verified: () => verified }
}
