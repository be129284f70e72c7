import { Readable } from 'node:stream'
import type { PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import type { HttpRequest, RequestSigner } from '@smithy/types'
import { z } from 'zod'

/** What of a request that the SDK built is the same for every object of its bucket. */
const BuiltRequest = z.object({
  protocol: z.string(),
  hostname: z.string(),
  port: z.number().optional(),
  path: z.string(),
  headers: z.record(z.string(), z.string()),
})
type BuiltRequest = z.infer<typeof BuiltRequest>

type DirectObject = {
  readonly key: string
  readonly body: Uint8Array
  readonly headers: Readonly<Record<string, string>>
  readonly signal: AbortSignal
}

/** Sends one object and gives its ETag; null when it is not known to be stored, for whatever reason. Never throws. */
export type DirectPut = (object: DirectObject) => Promise<string | null>

/** The body is not hashed for the signature once more: its MD5 is among the headers, which are signed. */
const unsigned = { 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' }

/** As the SDK escapes a key in a path. */
const escapeKey = (key: string): string =>
  key
    .split('/')
    .map((segment) =>
      encodeURIComponent(segment).replace(
        /[!'()*]/g,
        (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
      ),
    )
    .join('/')

/** Remembers, when the SDK has built the command's request and before it signs it, where objects of its bucket go. */
export function captureRequest(command: PutObjectCommand): () => BuiltRequest | null {
  let built: BuiltRequest | null = null
  command.middlewareStack.add(
    (next) => (args) => {
      built = BuiltRequest.safeParse(args.request).data ?? null
      return next(args)
    },
    { step: 'build', priority: 'low', name: 'captureRequest' },
  )
  return () => built
}

/**
 * Uploads through the SDK's signer and its HTTP handler, without the forty middlewares between them: for thousands of
 * small files they cost more than all else together. It knows neither retries nor errors; whoever uses it falls back
 * to the SDK. Null when the address cannot be told from the request.
 */
export function createDirectPut(
  s3: S3Client,
  built: BuiltRequest,
  key: string,
  count: () => void,
): DirectPut | null {
  const { protocol, hostname, port, path } = built
  if (!path.endsWith(`/${escapeKey(key)}`)) return null
  const folder = path.slice(0, -escapeKey(key).length)
  const own = { host: built.headers['host'] ?? hostname, 'user-agent': built.headers['user-agent'] ?? '' }
  let signer: Promise<RequestSigner> | null = null

  return async ({ key: objectKey, body, headers, signal }) => {
    const request: HttpRequest = {
      method: 'PUT',
      protocol,
      hostname,
      ...(port === undefined ? {} : { port }),
      path: folder + escapeKey(objectKey),
      query: {},
      headers: { ...own, ...unsigned, ...headers, 'content-length': String(body.length) },
      body,
    }
    try {
      signer ??= s3.config.signer()
      const signingDate = new Date(Date.now() + s3.config.systemClockOffset)
      const signed = await (await signer).sign(request, { signingDate })
      count()
      const { response } = await s3.config.requestHandler.handle(signed, { abortSignal: signal })
      if (response.body instanceof Readable) response.body.resume()
      return response.statusCode === 200 ? (response.headers['etag'] ?? null) : null
    } catch {
      return null
    }
  }
}
