import { createHash } from 'node:crypto'
import { crc32 } from 'node:zlib'
import { AwsError } from '../../wire/aws-error.ts'
import { crc32c, crc64nvme } from './crc.ts'
import { md5, type S3Object } from '../../world/s3/object.ts'

const names = [
  'ChecksumCRC32',
  'ChecksumCRC32C',
  'ChecksumCRC64NVME',
  'ChecksumSHA1',
  'ChecksumSHA256',
] as const
export type Checksums = { [Name in (typeof names)[number]]?: string }
type Sent = { readonly [Name in (typeof names)[number]]?: string | undefined } & {
  readonly ContentMD5?: string | undefined
}

/** The checksums that came with a body, for the object to keep; each must be right. */
export function verifiedChecksums(input: Sent, body: Uint8Array): Checksums {
  if (input.ContentMD5 !== undefined && input.ContentMD5 !== md5(body).toString('base64')) {
    throw badDigest('Content-MD5')
  }
  const kept: Checksums = {}
  for (const name of names) {
    const sent = input[name]
    if (sent === undefined) continue
    const computed = compute(name, body)
    if (computed !== sent) throw badDigest(name)
    kept[name] = sent
  }
  return kept
}

function compute(name: (typeof names)[number], body: Uint8Array): string {
  switch (name) {
    case 'ChecksumCRC32': {
      const bytes = Buffer.alloc(4)
      bytes.writeUInt32BE(crc32(body))
      return bytes.toString('base64')
    }
    case 'ChecksumSHA1':
      return createHash('sha1').update(body).digest('base64')
    case 'ChecksumSHA256':
      return createHash('sha256').update(body).digest('base64')
    case 'ChecksumCRC32C':
      return crc32c(body).toString('base64')
    case 'ChecksumCRC64NVME':
      return crc64nvme(body).toString('base64')
  }
}

/**
 * What S3 keeps of an object: the checksums that came with it, or one of its own where none came
 * (docs.aws.amazon.com, Checking object integrity). Of parts that were put together it is not computed here.
 */
export function keptChecksums(object: S3Object): Checksums & { readonly ChecksumType?: 'FULL_OBJECT' } {
  if (Object.keys(object.checksums).length > 0) return { ...object.checksums, ChecksumType: 'FULL_OBJECT' }
  if (/-\d+"$/.test(object.etag)) return {}
  return { ChecksumCRC64NVME: compute('ChecksumCRC64NVME', object.body), ChecksumType: 'FULL_OBJECT' }
}

const badDigest = (what: string): AwsError =>
  new AwsError('BadDigest', `The ${what} you specified did not match the calculated checksum.`)
