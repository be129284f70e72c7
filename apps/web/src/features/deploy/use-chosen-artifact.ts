import type { Artifact } from '@lockstep/shared-types/artifact'
import type { EnvironmentRef } from '@lockstep/shared-types/environment'
import { useInfiniteQuery } from '@tanstack/react-query'
import { artifactsQuery } from '../../api/artifacts.ts'

type Found =
  | { readonly state: 'none' }
  | { readonly state: 'looking' }
  | { readonly state: 'missing' }
  | { readonly state: 'failed'; readonly error: unknown; readonly retry: () => void }
  | { readonly state: 'found'; readonly artifact: Artifact }

/** The artifact of the version that the address names; a remedy or a link knows only the version. */
export const useChosenArtifact = (
  ref: EnvironmentRef,
  version: string | null,
  picked: Artifact | null,
): Found => {
  const known = picked?.version === version
  const { data, error, isPlaceholderData, refetch } = useInfiniteQuery({
    ...artifactsQuery(ref, { search: version ?? '', limit: 50 }),
    enabled: version !== null && !known,
  })
  if (version === null) return { state: 'none' }
  if (picked !== null && known) return { state: 'found', artifact: picked }
  if (error !== null) return { state: 'failed', error, retry: () => void refetch() }
  if (data === undefined || isPlaceholderData) return { state: 'looking' }
  const artifacts = data.pages.flatMap((page) => page.artifacts)
  const artifact = artifacts.find((one) => one.version === version || one.tags.includes(version))
  return artifact === undefined ? { state: 'missing' } : { state: 'found', artifact }
}
