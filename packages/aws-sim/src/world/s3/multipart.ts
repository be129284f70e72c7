import { createHash } from 'node:crypto'
import { AwsError } from '../../wire/aws-error.ts'
import { etagOf, type ObjectHeaders } from './object.ts'

export type UploadedPart = { readonly etag: string; readonly body: Uint8Array; readonly at: Date }
export type MultipartUpload = {
  readonly id: string
  readonly bucket: string
  readonly key: string
  readonly headers: ObjectHeaders
  readonly startedAt: Date
  readonly parts: Map<number, UploadedPart>
}

const SMALLEST_PART_BYTES = 5 * 1024 * 1024

/** Puts the named parts together; each must be there, match its ETag, be in order, and be 5 MiB or more save the last. */
export function joinParts(
  upload: MultipartUpload,
  wanted: readonly { readonly number: number; readonly etag: string }[],
): { body: Uint8Array; etag: string } {
  if (wanted.length === 0) {
    throw new AwsError('MalformedXML', 'The XML you provided was not well-formed: no part is named.')
  }
  if (wanted.some(({ number }, index) => index > 0 && number <= (wanted[index - 1]?.number ?? 0))) {
    throw new AwsError('InvalidPartOrder', 'The list of parts was not in ascending order.')
  }
  const digests = createHash('md5')
  const bodies = wanted.map(({ number, etag }, index) => {
    const part = upload.parts.get(number)
    if (!part || unquoted(part.etag) !== unquoted(etag)) {
      throw new AwsError(
        'InvalidPart',
        "One or more of the specified parts could not be found.  The part may not have been uploaded, or the specified entity tag may not match the part's entity tag.",
      )
    }
    if (index < wanted.length - 1 && part.body.length < SMALLEST_PART_BYTES) {
      throw new AwsError('EntityTooSmall', 'Your proposed upload is smaller than the minimum allowed size.')
    }
    digests.update(Buffer.from(unquoted(part.etag), 'hex'))
    return part.body
  })
  return { body: Buffer.concat(bodies), etag: `"${digests.digest('hex')}-${wanted.length}"` }
}

export const partOf = (body: Uint8Array, at: Date): UploadedPart => ({ etag: etagOf(body), body, at })

const unquoted = (etag: string): string => etag.replaceAll('"', '')
