import { get as httpGet, type Agent, type IncomingMessage } from 'node:http'
import { get as httpsGet } from 'node:https'
import type { Readable } from 'node:stream'
import { GetDownloadUrlForLayerCommand } from '@aws-sdk/client-ecr'
import { z } from 'zod'
import { artifactUnreadable } from '../../domain/artifact/artifact-problems.ts'
import type { Environment } from '../../domain/environment.ts'
import { fail, ok, type Result } from '../../domain/result.ts'
import { awsProblem } from './aws-problem.ts'
import type { FindRegistryPlace } from './registry-place.ts'

export type BlobDownloadOptions = {
  /** Time without a single byte. */
  readonly idleTimeoutMilliseconds?: number
  readonly agent?: Agent
}

const RequestOrigin = z.object({ protocol: z.string(), hostname: z.string(), port: z.number().optional() })

type BlobRef = { readonly digest: string; readonly size: number }

/**
 * Opens blobs of ECR as streams: asks for the download URL, then fetches it. A URL is followed only over https, or to
 * the very endpoint that the SDK is configured with; redirects are not followed. What comes is not verified here.
 */
export function createBlobOpener(findPlace: FindRegistryPlace, options: BlobDownloadOptions = {}) {
  const idleTimeout = options.idleTimeoutMilliseconds ?? 30_000

  return async (environment: Environment, blob: BlobRef, signal: AbortSignal): Promise<Result<Readable>> => {
    const place = await findPlace(environment)
    if (!place.ok) return place
    const { ecr, registry } = place.value
    const where = `${environment.backend.repository}@${blob.digest}`
    const command = new GetDownloadUrlForLayerCommand({
      ...registry,
      repositoryName: environment.backend.repository,
      layerDigest: blob.digest,
    })
    const endpoint = rememberEndpoint(command)
    let url: URL | null
    try {
      const reply = await ecr.send(command, { abortSignal: signal })
      url = URL.parse(reply.downloadUrl ?? '')
    } catch (error) {
      return fail(awsProblem(error, 'ecr:GetDownloadUrlForLayer', where))
    }
    if (url === null || (url.protocol !== 'https:' && url.origin !== endpoint()))
      return fail(artifactUnreadable(`The download URL of ${where} leads to ${url?.host ?? 'nowhere'}`))
    try {
      return await openUrl(url, blob, signal, idleTimeout, options.agent)
    } catch (error) {
      return fail(
        artifactUnreadable(`${where} from ${url.host}: ${error instanceof Error ? error.message : 'failed'}`),
      )
    }
  }
}

/** The origin that the SDK really asked: a custom endpoint may hand out plain addresses of its own, and only of its own. */
function rememberEndpoint(command: GetDownloadUrlForLayerCommand): () => string | null {
  let origin: string | null = null
  command.middlewareStack.add(
    (next) => (args) => {
      const { protocol, hostname, port } = RequestOrigin.parse(args.request)
      origin = new URL(`${protocol}//${hostname}${port === undefined ? '' : `:${port}`}`).origin
      return next(args)
    },
    { step: 'finalizeRequest', name: 'rememberEndpoint' },
  )
  return () => origin
}

async function openUrl(
  url: URL,
  blob: BlobRef,
  signal: AbortSignal,
  idleTimeout: number,
  agent: Agent | undefined,
): Promise<Result<Readable>> {
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    const get = url.protocol === 'https:' ? httpsGet : httpGet
    const request = get(
      url,
      { signal, timeout: idleTimeout, ...(agent === undefined ? {} : { agent }) },
      resolve,
    )
    request.on('error', reject)
    request.on('timeout', () => request.destroy(new Error(`nothing came for ${idleTimeout} ms`)))
  })
  const length = Number(response.headers['content-length'] ?? blob.size)
  if (response.statusCode === 200 && length <= blob.size) return ok(response)
  response.destroy()
  return fail(
    artifactUnreadable(
      response.statusCode === 200
        ? `${blob.digest} comes with ${length} bytes instead of ${blob.size}`
        : `${url.host} answered ${response.statusCode} for ${blob.digest}`,
    ),
  )
}
