import { createHash } from 'node:crypto'

/** Headers that S3 keeps with an object and gives back as they were put. */
export type ObjectHeaders = {
  readonly contentType?: string | undefined
  readonly cacheControl?: string | undefined
  readonly contentEncoding?: string | undefined
  readonly contentDisposition?: string | undefined
  readonly contentLanguage?: string | undefined
  readonly expires?: Date | undefined
  readonly metadata?: Readonly<Record<string, string>> | undefined
}

export type S3Object = ObjectHeaders & {
  readonly key: string
  readonly body: Uint8Array
  /** With quotes, as on the wire. */
  readonly etag: string
  readonly lastModified: Date
  /** The key of KMS that it is encrypted with; without one, S3 encrypts with keys of its own. */
  readonly kmsKey?: string | undefined
  /** By member name, such as `ChecksumCRC32`: base64. */
  readonly checksums: Readonly<Record<string, string>>
}

export const md5 = (body: Uint8Array): Buffer => createHash('md5').update(body).digest()

/** The ETag of an object that was put in one piece: its MD5, in quotes. */
export const etagOf = (body: Uint8Array): string => `"${md5(body).toString('hex')}"`
