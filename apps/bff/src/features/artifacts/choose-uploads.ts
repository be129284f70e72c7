import type { PublishPhase } from '../../domain/artifact/publish-order.ts'
import type { PublishedFile } from '../../domain/artifact/retention.ts'
import { hasContent, isOwn, servedAs } from '../../domain/artifact/stored-content.ts'
import type { Environment } from '../../domain/environment.ts'
import { fail, ok, type Result } from '../../domain/result.ts'
import type { SiteBucket, SiteUpload, StoredObject } from './ports.ts'

export type Candidate = SiteUpload & {
  readonly size: number
  /** Its path in the image's frontend. */
  readonly source: string
  readonly phase: PublishPhase
}
export type Choice = { readonly upload: readonly Candidate[]; readonly there: readonly Candidate[] }

const headsInFlight = 16

/**
 * Which files must be uploaded. One that Lockstep is known to have uploaded with these headers, and that is still in the
 * bucket, is there; one with the same content but of unknown origin is there only if it is served with the right headers.
 */
export async function chooseUploads(
  bucket: Pick<SiteBucket, 'headers'>,
  environment: Environment,
  candidates: readonly Candidate[],
  stored: ReadonlyMap<string, StoredObject>,
  published: readonly PublishedFile[],
  signal: AbortSignal,
): Promise<Result<Choice>> {
  const known = new Map(published.map((file) => [file.path, file]))
  const upload: Candidate[] = []
  const there: Candidate[] = []
  const doubtful: Candidate[] = []
  for (const candidate of candidates) {
    const object = stored.get(candidate.path)
    const record = known.get(candidate.path)
    if (!hasContent(object, candidate, record)) upload.push(candidate)
    else if (isOwn(object, record) && record?.served === servedAs(candidate)) there.push(candidate)
    else doubtful.push(candidate)
  }
  for (let from = 0; from < doubtful.length; from += headsInFlight) {
    const asked = doubtful.slice(from, from + headsInFlight)
    const answers = await Promise.all(asked.map(({ path }) => bucket.headers(environment, path, signal)))
    for (const [index, candidate] of asked.entries()) {
      const answer = answers[index]
      if (answer?.ok === false) return fail(answer.problem)
      const headers = answer?.value ?? null
      const same = headers !== null && servedAs(headers) === servedAs(candidate)
      ;(same ? there : upload).push(candidate)
    }
  }
  return ok({ upload, there })
}
