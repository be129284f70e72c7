import type { EnvironmentRef } from '@lockstep/shared-types/environment'
import {
  Release,
  type AbortReleaseInput,
  type DecideReleaseInput,
  type StartReleaseInput,
} from '@lockstep/shared-types/release'
import { useMutation, useQueryClient, type QueryClient } from '@tanstack/react-query'
import type { Attempt } from './attempt.ts'
import { answer, api, environmentApi, once, releaseParam } from './client.ts'
import { paramOf } from './environment.ts'
import { outdate, rememberAnswer } from './outdate.ts'
import { queryKeys } from './query-keys.ts'

const remember = (client: QueryClient, release: Release): void => {
  rememberAnswer(client, queryKeys.release(release.id), release)
  outdate(client, queryKeys.environment(release))
  outdate(client, queryKeys.releases)
  outdate(client, queryKeys.fleet)
}

/** Starts what a plan says. A release that is there already is the problem `release-active` with its `releaseId`. */
export const useStartRelease = (ref: EnvironmentRef) => {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (asked: Attempt<StartReleaseInput>) =>
      answer(environmentApi.releases.$post({ param: paramOf(ref), json: asked.input }, once(asked)), Release),
    onSuccess: (release) => remember(client, release),
  })
}

/** Asks a running release to stop at the next safe point. */
export const useAbortRelease = (releaseId: string) => {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (asked: Attempt<AbortReleaseInput>) =>
      answer(
        api.releases[':releaseId'].abort.$post(
          { param: releaseParam(releaseId), json: asked.input },
          once(asked),
        ),
        Release,
      ),
    onSuccess: (release) => remember(client, release),
  })
}

/** Answers a breach in the watch window. */
export const useDecideRelease = (releaseId: string) => {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (asked: Attempt<DecideReleaseInput>) =>
      answer(
        api.releases[':releaseId'].decision.$post(
          { param: releaseParam(releaseId), json: asked.input },
          once(asked),
        ),
        Release,
      ),
    onSuccess: (release) => remember(client, release),
  })
}
