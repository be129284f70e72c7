import { EnvironmentDetail, type EnvironmentRef } from '@lockstep/shared-types/environment'
import { queryOptions } from '@tanstack/react-query'
import { apiPath, read } from './client.ts'
import { queryKeys } from './query-keys.ts'

/** Where the API keeps what belongs to one environment. */
export const environmentApiPath = (ref: EnvironmentRef, ...rest: readonly string[]): string =>
  apiPath('applications', ref.applicationId, 'environments', ref.environmentId, ...rest)

/** One environment's set-up and state. */
export const environmentQuery = (ref: EnvironmentRef) =>
  queryOptions({
    queryKey: queryKeys.environment(ref),
    queryFn: ({ signal }) => read({ path: environmentApiPath(ref), schema: EnvironmentDetail, signal }),
  })
