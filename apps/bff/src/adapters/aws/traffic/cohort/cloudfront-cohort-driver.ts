import type { CloudFrontCohortConfig } from '../../../../domain/rollout/rollout-config.ts'
import type { TrafficDriver, TrafficState } from '../../../../domain/rollout/traffic.ts'
import type { AwsClientFactory } from '../../clients.ts'
import { toResult } from '../problem-error.ts'
import { checkCohort } from './check-cohort.ts'
import { clearCohort, percentOf, setCohort } from './cohort-share.ts'
import type { CohortEntry, createCohortStores } from './cohort-store.ts'
import { cohortId } from './cohort-value.ts'

/** Moves the share of visitors who get the candidate's pages: one key that a function at the edge reads. */
export function createCloudFrontCohortDriver(
  aws: AwsClientFactory,
  onStore: ReturnType<typeof createCohortStores>,
  { cohort }: CloudFrontCohortConfig,
): TrafficDriver {
  const name = cohort.keyValueStore

  return {
    id: 'cloudfront-cohort',
    check: (environment) =>
      toResult(async () => {
        const clients = aws.for(environment)
        return onStore(environment, clients, name, (store) =>
          checkCohort(clients.cloudFront, store, environment, cohort),
        )
      }),
    read: ({ environment }) =>
      toResult(async () =>
        describeCohort(await onStore(environment, aws.for(environment), name, (store) => store.read())),
      ),
    write: ({ environment, releaseId }, percent) =>
      toResult(async () => {
        const clients = aws.urgent(environment)
        const wanted = { id: cohortId(releaseId), percent, domain: undefined }
        return describeCohort(
          await onStore(environment, clients, name, (store) => setCohort(store, environment, cohort, wanted)),
        )
      }),
    finish: ({ environment }) =>
      toResult(() => onStore(environment, aws.for(environment), name, clearCohort)),
  }
}

function describeCohort(entry: CohortEntry): TrafficState {
  const percent = percentOf(entry)
  return {
    percent,
    settled: true,
    gone: 'no',
    sentence:
      percent === 0
        ? 'Every visitor gets the baseline from the next page load on.'
        : `${percent} % of the visitors get the candidate from their next page load on.`,
  }
}
