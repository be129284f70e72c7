import { EnvironmentDetail, type EnvironmentRef } from '@lockstep/shared-types/environment'
import { queryOptions } from '@tanstack/react-query'
import { answer, environmentApi, until } from './client.ts'
import { queryKeys } from './query-keys.ts'

/** The environment as the API's paths name it. The typed client puts parameters into the path as they are. */
export const paramOf = (ref: EnvironmentRef) => ({
  application: encodeURIComponent(ref.applicationId),
  environment: encodeURIComponent(ref.environmentId),
})

/** One environment's set-up and state. */
export const environmentQuery = (ref: EnvironmentRef) =>
  queryOptions({
    queryKey: queryKeys.environment(ref),
    queryFn: ({ signal }) =>
      answer(environmentApi.$get({ param: paramOf(ref) }, until(signal)), EnvironmentDetail),
  })
