import { get as httpGet, type Agent, type IncomingMessage } from 'node:http'
import { get as httpsGet } from 'node:https'
import type { Readable } from 'node:stream'
import { GetDownloadUrlForLayerCommand, type ECRClient } from '@aws-sdk/client-ecr'
import { artifactUnreadable } from '../../domain/artifact/artifact-problems.ts'
import type { Environment } from '../../domain/environment.ts'
import { fail, ok, type Result } from '../../domain/result.ts'
import { awsProblem } from './aws-problem.ts'
import type { AwsClientFactory } from './clients.ts'

export type BlobDownloadOptions = {
  /** Time without a single byte. */
  readonly idleTimeoutMilliseconds?: number
  readonly agent?: Agent
}

type BlobRef = { readonly digest: string; readonly size: number }

/**
 * Opens blobs of ECR as streams: asks for the download URL, then fetches it. A URL is followed only over https, or to
 * the very endpoint that the SDK is configured with; redirects are not followed. What comes is not verified here.
 */
export function createBlobOpener(factory: AwsClientFactory, options: BlobDownloadOptions = {}) {
  const idleTimeout = options.idleTimeoutMilliseconds ?? 30_000

  return async (environment: Environment, blob: BlobRef, signal: AbortSignal): Promise<Result<Readable>> => {
    const { ecr } = factory.for(environment)
    const where = `${environment.backend.repository}@${blob.digest}`
    let address: string | undefined
    try {
      const reply = await ecr.send(
        new GetDownloadUrlForLayerCommand({
          repositoryName: environment.backend.repository,
          layerDigest: blob.digest,
        }),
        { abortSignal: signal },
      )
      address = reply.downloadUrl
    } catch (error) {
      return fail(awsProblem(error, 'ecr:GetDownloadUrlForLayer', where))
    }
    const url = URL.parse(address ?? '')
    if (url === null || !(await mayFetch(url, ecr)))
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

async function mayFetch(url: URL, ecr: ECRClient): Promise<boolean> {
  if (url.protocol === 'https:') return true
  const endpoint = await ecr.config.endpoint?.()
  if (endpoint === undefined || url.protocol !== endpoint.protocol) return false
  const host = endpoint.port === undefined ? endpoint.hostname : `${endpoint.hostname}:${endpoint.port}`
  return url.host === host
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
