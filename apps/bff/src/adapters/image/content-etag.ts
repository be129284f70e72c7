import { createHash, type Hash } from 'node:crypto'
import { partBytes } from '../../domain/artifact/layer.ts'

/** Computes the ETag that S3 will give to a content: its MD5, or for large ones the MD5 of its parts' MD5s and their number. */
export function createContentEtag(size: number): { update(chunk: Uint8Array): void; digest(): string } {
  if (size <= partBytes) {
    const hash = createHash('md5')
    return { update: (chunk) => hash.update(chunk), digest: () => hash.digest('hex') }
  }
  const parts: Buffer[] = []
  let part: Hash = createHash('md5')
  let inPart = 0
  const closePart = (): void => {
    parts.push(part.digest())
    part = createHash('md5')
    inPart = 0
  }
  return {
    update: (chunk) => {
      for (let offset = 0; offset < chunk.length;) {
        const piece = chunk.subarray(offset, offset + partBytes - inPart)
        part.update(piece)
        inPart += piece.length
        offset += piece.length
        if (inPart === partBytes) closePart()
      }
    },
    digest: () => {
      if (inPart > 0) closePart()
      return `${createHash('md5').update(Buffer.concat(parts)).digest('hex')}-${parts.length}`
    },
  }
}
