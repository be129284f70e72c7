import type { EnvironmentRef } from '@lockstep/shared-types/environment'
import {
  Release,
  type AbortReleaseInput,
  type DecideReleaseInput,
  type StartReleaseInput,
} from '@lockstep/shared-types/release'
import { useMutation, useQueryClient, type QueryClient } from '@tanstack/react-query'
import type { Attempt } from './attempt.ts'
import { apiPath, send } from './client.ts'
import { environmentApiPath } from './environment.ts'
import { queryKeys } from './query-keys.ts'

const remember = (client: QueryClient, release: Release): void => {
  client.setQueryData(queryKeys.release(release.id), release)
  void client.invalidateQueries({ queryKey: queryKeys.environment(release) })
  void client.invalidateQueries({ queryKey: queryKeys.releases })
  void client.invalidateQueries({ queryKey: queryKeys.fleet })
}

/** Starts what a plan says. A release that is there already is the problem `release-active` with its `releaseId`. */
export const useStartRelease = (ref: EnvironmentRef) => {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ input, idempotencyKey }: Attempt<StartReleaseInput>) =>
      send({ path: environmentApiPath(ref, 'releases'), body: input, schema: Release, idempotencyKey }),
    onSuccess: (release) => remember(client, release),
  })
}

/** Asks a running release to stop at the next safe point. */
export const useAbortRelease = (releaseId: string) => {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ input, idempotencyKey }: Attempt<AbortReleaseInput>) =>
      send({ path: apiPath('releases', releaseId, 'abort'), body: input, schema: Release, idempotencyKey }),
    onSuccess: (release) => remember(client, release),
  })
}

/** Answers a breach in the watch window. */
export const useDecideRelease = (releaseId: string) => {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ input, idempotencyKey }: Attempt<DecideReleaseInput>) =>
      send({
        path: apiPath('releases', releaseId, 'decision'),
        body: input,
        schema: Release,
        idempotencyKey,
      }),
    onSuccess: (release) => remember(client, release),
  })
}
