import { createHash } from 'node:crypto'
import { crc32 } from 'node:zlib'
import { AwsError } from '../../wire/aws-error.ts'
import { md5 } from '../../world/s3/object.ts'

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

/** The checksums that came with a body, for the object to keep; those that can be computed here must be right. */
export function verifiedChecksums(input: Sent, body: Uint8Array): Checksums {
  if (input.ContentMD5 !== undefined && input.ContentMD5 !== md5(body).toString('base64')) {
    throw badDigest('Content-MD5')
  }
  const kept: Checksums = {}
  for (const name of names) {
    const sent = input[name]
    if (sent === undefined) continue
    const computed = compute(name, body)
    if (computed !== null && computed !== sent) throw badDigest(name)
    kept[name] = sent
  }
  return kept
}

/** Null for the two that Node has no function for. */
function compute(name: (typeof names)[number], body: Uint8Array): string | null {
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
    case 'ChecksumCRC64NVME':
      return null
  }
}

const badDigest = (what: string): AwsError =>
  new AwsError('BadDigest', `The ${what} you specified did not match the calculated checksum.`)
