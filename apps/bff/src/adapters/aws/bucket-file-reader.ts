import { GetObjectCommand, HeadObjectCommand, type HeadObjectCommandOutput } from '@aws-sdk/client-s3'
import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import type { Problem } from '@lockstep/shared-types/problem'
import type { Clock } from '../../domain/clock.ts'
import { expiresAfter } from '../../domain/drift/expires.ts'
import type { Environment } from '../../domain/environment.ts'
import type { Reading } from '../../domain/reading.ts'
import type { SiteFile, SiteFileWanted } from '../../features/drift/ports.ts'
import { integrityHashes } from '../integrity-hashes.ts'
import { siteName } from './bucket-listing.ts'
import type { AwsClientFactory } from './clients.ts'
import { decodeContent } from '../decode-content.ts'
import { readLimited } from './limited-body.ts'
import { absentIfNotListed } from './not-listed.ts'
import { readAws } from './reading.ts'

type Found = { readonly value: SiteFile } | { readonly problem: Problem }

/**
 * Reads text files of the frontend from its bucket, as a browser would decode them. Of an entity that is known already
 * only the headers are asked for.
 */
export function createBucketFileReader(factory: AwsClientFactory, clock: Clock) {
  /** By object: a copy onto itself changes the encoding without changing the entity tag. */
  const encodings = new Map<string, string>()

  const read = async (environment: Environment, wanted: SiteFileWanted): Promise<Reading<SiteFile>> => {
    const { bucket, prefix } = environment.frontend
    const key = `${prefix}${wanted.path}`
    const name = siteName(environment, wanted.path)
    const { s3 } = factory.for(environment)
    const object = { Bucket: bucket, Key: key }
    const operation = wanted.knownEtag === null ? 's3:GetObject' : 's3:HeadObject'

    const reading = await readAws<Found>({ operation, resource: `${bucket}/${key}` }, clock, async () => {
      if (wanted.knownEtag !== null) {
        const head = await s3.send(new HeadObjectCommand(object))
        const same = etagOf(head) === wanted.knownEtag && encodings.get(name) === (head.ContentEncoding ?? '')
        if (same) return { value: { ...describe(head, clock.now()), text: null, sha256: null } }
      }
      const reply = await s3.send(new GetObjectCommand(object))
      if (!(reply.Body instanceof Readable)) throw new SyntaxError('the answer has no body')
      const stored = await readLimited(reply.Body, wanted.maxBytes)
      if (stored === null) return { problem: tooLarge(name, wanted.maxBytes) }
      const encoding = reply.ContentEncoding ?? ''
      const decoded = await decodeContent(stored, encoding, wanted.maxBytes)
      if (decoded.state === 'too-large') return { problem: tooLarge(name, wanted.maxBytes) }
      if (decoded.state !== 'decoded') return { problem: undecodable(name, encoding) }
      encodings.set(name, encoding)
      const sha256 = createHash('sha256').update(decoded.bytes).digest('hex')
      const hashes = integrityHashes(decoded.bytes)
      return {
        value: { ...describe(reply, clock.now()), text: decoded.bytes.toString('utf8'), sha256, hashes },
      }
    })
    if (reading.state === 'unreadable' && reading.problem.code === 'aws-access-denied')
      return await absentIfNotListed(factory, clock, environment, { wanted, refused: reading })
    if (reading.state !== 'read') return reading
    const { source, readAt, value } = reading
    return 'problem' in value
      ? { state: 'unreadable', problem: value.problem, source, readAt }
      : { ...reading, value: value.value }
  }
  return { read }
}

const etagOf = ({ ETag }: Pick<HeadObjectCommandOutput, 'ETag'>): string | null =>
  ETag?.replace(/^W\/|"/g, '') ?? null

type Described = Pick<
  HeadObjectCommandOutput,
  'ETag' | 'CacheControl' | 'ExpiresString' | 'LastModified' | 'ContentType'
>

const describe = (reply: Described, now: Date): Omit<SiteFile, 'text' | 'sha256'> => ({
  cacheControl: reply.CacheControl ?? null,
  expiresSeconds: expiresAfter(reply.ExpiresString, now),
  etag: etagOf(reply),
  ageSeconds: null,
  lastModified: reply.LastModified?.toISOString() ?? null,
  contentType: reply.ContentType?.split(';')[0]?.trim().toLowerCase() ?? null,
})

const tooLarge = (name: string, maxBytes: number): Problem => ({
  code: 'aws-invalid-response',
  title: `${name} is larger than ${maxBytes} bytes, which is more than Lockstep reads of such a file.`,
  detail: null,
  remedy: 'Check that it is the right file.',
})

const undecodable = (name: string, encoding: string): Problem => ({
  code: 'aws-invalid-response',
  title: `${name} is stored with Content-Encoding ${encoding}, but cannot be unpacked so: browsers fail on it, too.`,
  detail: null,
  remedy: 'Upload it again, with the header that says how it really is packed, or without.',
})
