import { Transform } from 'node:stream'

const frameMagic = 0xfd2fb528
const isSkippable = (magic: number): boolean => (magic & 0xfffffff0) >>> 0 === 0x184d2a50

/** What the parser waits for: a field of fixed length, or bytes to pass on or to drop. */
type Part =
  | 'magic'
  | 'skip-size'
  | 'descriptor'
  | 'frame-header'
  | 'block-header'
  | 'block'
  | 'checksum'
  | 'skipped'

/** Length of the rest of a frame's header, by its descriptor (RFC 8878, 3.1.1.1). */
function headerRest(descriptor: number): number {
  const single = (descriptor & 0x20) !== 0
  const dictionary = [0, 1, 2, 4][descriptor & 3] ?? 0
  const contentSize = [single ? 1 : 0, 2, 4, 8][descriptor >> 6] ?? 0
  return (single ? 0 : 1) + dictionary + contentSize
}

/**
 * Cuts a zstd stream so that no chunk reaches over the end of a frame, and drops skippable frames.
 * Node's decompressor loses what follows a frame's end in the same chunk, and images in the
 * `zstd:chunked` format have thousands of frames in a layer.
 */
export function createZstdFrameCutter(): Transform {
  let part: Part = 'magic'
  let missing = 4
  let field = Buffer.alloc(0)
  let lastBlock = false
  let hasChecksum = false

  const begin = (next: Part, length: number): void => {
    part = next
    missing = length
    field = Buffer.alloc(0)
  }
  const afterBlock = (): void => {
    if (!lastBlock) begin('block-header', 3)
    else if (hasChecksum) begin('checksum', 4)
    else begin('magic', 4)
  }

  /** Decides what follows a whole field; says whether the field belongs to the output. */
  const closeField = (): boolean => {
    switch (part) {
      case 'magic': {
        const magic = field.readUInt32LE(0)
        if (isSkippable(magic)) begin('skip-size', 4)
        else if (magic === frameMagic) begin('descriptor', 1)
        else throw new Error('what follows a zstd frame is none')
        return magic === frameMagic
      }
      case 'skip-size': {
        const size = field.readUInt32LE(0)
        if (size === 0) begin('magic', 4)
        else begin('skipped', size)
        return false
      }
      case 'descriptor': {
        const descriptor = field[0] ?? 0
        hasChecksum = (descriptor & 4) !== 0
        const rest = headerRest(descriptor)
        if (rest === 0) begin('block-header', 3)
        else begin('frame-header', rest)
        return true
      }
      case 'frame-header':
        begin('block-header', 3)
        return true
      case 'block-header': {
        const header = field.readUIntLE(0, 3)
        lastBlock = (header & 1) === 1
        const repeated = ((header >> 1) & 3) === 1
        const size = repeated ? 1 : header >> 3
        if (size === 0) afterBlock()
        else begin('block', size)
        return true
      }
      case 'checksum':
        begin('magic', 4)
        return true
      case 'block':
      case 'skipped':
        throw new Error('not a field')
    }
  }

  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      try {
        for (let offset = 0; offset < chunk.length;) {
          const piece = chunk.subarray(offset, offset + missing)
          offset += piece.length
          missing -= piece.length
          if (part === 'block' || part === 'skipped') {
            if (part === 'block') this.push(piece)
            if (missing === 0 && part === 'block') afterBlock()
            else if (missing === 0) begin('magic', 4)
            continue
          }
          field = Buffer.concat([field, piece])
          const whole = field
          if (missing === 0 && closeField()) this.push(whole)
        }
        done()
      } catch (error) {
        done(error instanceof Error ? error : new Error(String(error)))
      }
    },
    flush(done) {
      const between = part === 'magic' && field.length === 0
      done(between ? null : new Error('the zstd stream ends within a frame'))
    },
  })
}
