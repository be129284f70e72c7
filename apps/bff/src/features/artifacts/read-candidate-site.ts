import { candidatePagePrefix } from '../../domain/artifact/candidate-pages.ts'
import { fateOf } from '../../domain/artifact/stored-content.ts'
import type { Environment } from '../../domain/environment.ts'
import type { CandidateSite } from '../../domain/rollout/candidate-site.ts'
import type { PublishedFiles, SiteBucket } from './ports.ts'

type Deps = {
  readonly bucket: Pick<SiteBucket, 'list'>
  readonly published: Pick<PublishedFiles, 'files' | 'publications'>
}

/** Compares the bucket with what the newest publication put there; undefined where a candidate has no pages of its own. */
export async function readCandidateSite(
  { bucket, published }: Deps,
  environment: Environment,
): Promise<CandidateSite | undefined> {
  if (candidatePagePrefix(environment) === null) return undefined
  const stored = await bucket.list(environment, new AbortController().signal)
  if (!stored.ok) return 'unreadable'
  const [files, publications] = await Promise.all([
    published.files(environment),
    published.publications(environment),
  ])
  const newest = Math.max(0, ...publications.map(({ number }) => number))
  const altered = files.filter(
    (file) =>
      file.uploaded &&
      file.lastPublication === newest &&
      fateOf(stored.value.get(file.path), file) === 'altered',
  )
  return { altered: altered.map(({ path }) => path).toSorted() }
}
