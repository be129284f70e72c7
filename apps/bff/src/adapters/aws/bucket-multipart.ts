import { createHash } from 'node:crypto'
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  UploadPartCommand,
  type CompletedPart,
} from '@aws-sdk/client-s3'
import { partBytes } from '../../domain/artifact/layer.ts'
import type { Environment } from '../../domain/environment.ts'
import { fail, ok, type Result } from '../../domain/result.ts'
import type { SiteUpload, StoredEtag } from '../../features/artifacts/ports.ts'
import { awsProblem } from './aws-problem.ts'
import { siteKey, siteName, unquoted } from './bucket-listing.ts'
import type { AwsClientFactory } from './clients.ts'

const partsInFlight = 3

/**
 * Uploads a large file in parts as it streams in, a few at a time. The object appears only when all are there;
 * when that fails, what was uploaded is given up, and an object of that name stays as it was.
 */
export function createMultipartUpload(factory: AwsClientFactory) {
  return async (
    environment: Environment,
    upload: SiteUpload,
    body: AsyncIterable<Uint8Array>,
    signal: AbortSignal,
  ): Promise<Result<StoredEtag>> => {
    const { s3 } = factory.for(environment)
    const where = { Bucket: environment.frontend.bucket, Key: siteKey(environment, upload.path) }
    let operation = 's3:CreateMultipartUpload'
    let uploadId: string | undefined
    try {
      const created = await s3.send(
        new CreateMultipartUploadCommand({
          ...where,
          ContentType: upload.contentType,
          CacheControl: upload.cacheControl,
          ContentEncoding: upload.contentEncoding ?? undefined,
        }),
        { abortSignal: signal },
      )
      uploadId = created.UploadId
      if (uploadId === undefined) throw new SyntaxError('the answer names no upload')
      operation = 's3:UploadPart'
      const sendPart = async (number: number, bytes: Uint8Array): Promise<CompletedPart> => {
        const part = new UploadPartCommand({
          ...where,
          UploadId: uploadId,
          PartNumber: number,
          Body: bytes,
          ContentLength: bytes.length,
          ContentMD5: createHash('md5').update(bytes).digest('base64'),
        })
        const { ETag } = await s3.send(part, { abortSignal: signal })
        return { ETag, PartNumber: number }
      }
      const parts = await sendParts(body, sendPart)
      operation = 's3:CompleteMultipartUpload'
      const { ETag } = await s3.send(
        new CompleteMultipartUploadCommand({
          ...where,
          UploadId: uploadId,
          MultipartUpload: { Parts: parts },
        }),
        { abortSignal: signal },
      )
      if (ETag === undefined) throw new SyntaxError('the answer names no ETag')
      return ok({ etag: unquoted(ETag) })
    } catch (error) {
      if (uploadId !== undefined)
        await s3
          .send(new AbortMultipartUploadCommand({ ...where, UploadId: uploadId }))
          .catch(() => undefined)
      return fail(awsProblem(error, operation, siteName(environment, upload.path)))
    }
  }
}

/** Cuts the stream into parts and sends them, so many at once; rejects with the first failure once none is under way. */
async function sendParts(
  body: AsyncIterable<Uint8Array>,
  send: (number: number, bytes: Uint8Array) => Promise<CompletedPart>,
): Promise<CompletedPart[]> {
  const sent: Promise<CompletedPart>[] = []
  try {
    for await (const part of partsOf(body)) {
      const sending = send(sent.length + 1, part)
      sending.catch(() => undefined)
      sent.push(sending)
      await sent.at(-partsInFlight)
    }
  } finally {
    await Promise.allSettled(sent)
  }
  return Promise.all(sent)
}

async function* partsOf(body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let part = Buffer.allocUnsafe(partBytes)
  let filled = 0
  for await (const chunk of body) {
    for (let offset = 0; offset < chunk.length;) {
      const piece = chunk.subarray(offset, offset + partBytes - filled)
      part.set(piece, filled)
      filled += piece.length
      offset += piece.length
      if (filled < partBytes) continue
      yield part
      part = Buffer.allocUnsafe(partBytes)
      filled = 0
    }
  }
  if (filled > 0) yield part.subarray(0, filled)
}
