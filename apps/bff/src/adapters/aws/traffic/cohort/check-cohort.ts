import { DescribeFunctionCommand, GetDistributionCommand } from '@aws-sdk/client-cloudfront'
import type { Environment } from '../../../../domain/environment.ts'
import type { CohortConfig } from '../../../../domain/rollout/rollout-config.ts'
import type { TrafficCheck } from '../../../../domain/rollout/traffic.ts'
import type { AwsClients } from '../../clients.ts'
import { called } from '../problem-error.ts'
import { percentOf } from './cohort-share.ts'
import type { CohortStore } from './cohort-store.ts'
import { isServedPrefix, prefixBelowSite } from './cohort-value.ts'

/** Whether the store and the functions are ready: nobody in a cohort, and both functions on the site's pages. */
export async function checkCohort(
  cloudFront: AwsClients['cloudFront'],
  store: CohortStore,
  { frontend: { distributionId, prefix } }: Environment,
  { keyValueStore, candidatePrefix }: CohortConfig,
): Promise<TrafficCheck[]> {
  const [entry, functions] = await Promise.all([
    store.read(),
    associatedFunctions(cloudFront, distributionId),
  ])
  const request = functions.get('viewer-request')
  const stores = request === undefined ? [] : await storesOf(cloudFront, request)
  const missing = ['viewer-request', 'viewer-response'].filter((event) => !functions.has(event))
  const percent = percentOf(entry)
  return [
    entry === 'strange'
      ? {
          ok: false,
          sentence: `The key "cohort" in the key-value store ${keyValueStore} holds something that is not Lockstep's: delete it.`,
        }
      : percent === 0
        ? { ok: true, sentence: `The key-value store ${keyValueStore} gives nobody the candidate.` }
        : {
            ok: false,
            sentence: `The key-value store ${keyValueStore} gives ${percent} % of the visitors a candidate already: set that to 0 first.`,
          },
    missing.length === 0
      ? { ok: true, sentence: `Both cohort functions stand before ${distributionId}.` }
      : {
          ok: false,
          sentence: `The default behaviour of the distribution ${distributionId} has no function for ${missing.join(' and ')}: publish and associate the cohort functions.`,
        },
    ...(request === undefined
      ? []
      : [
          stores.includes(store.arn)
            ? { ok: true, sentence: `The function ${request} reads ${keyValueStore}.` }
            : {
                ok: false,
                sentence: `The function ${request} does not read the key-value store ${keyValueStore}: associate it, and publish the function again.`,
              },
        ]),
    ...(isServedPrefix(prefixBelowSite(candidatePrefix, prefix))
      ? []
      : [
          {
            ok: false,
            sentence: `The functions serve no pages from ${candidatePrefix}: begin candidatePrefix with a letter or digit, and use only letters, digits and . _ - / in it.`,
          },
        ]),
  ]
}

/** Names of the functions on the distribution's default behaviour, by event. */
async function associatedFunctions(
  cloudFront: AwsClients['cloudFront'],
  distributionId: string,
): Promise<ReadonlyMap<string, string>> {
  const about = { operation: 'cloudfront:GetDistribution', resource: `distribution ${distributionId}` }
  const { Distribution } = await called(about, () =>
    cloudFront.send(new GetDistributionCommand({ Id: distributionId })),
  )
  const { FunctionAssociations } = Distribution?.DistributionConfig?.DefaultCacheBehavior ?? {}
  const entries = (FunctionAssociations?.Items ?? []).map(
    ({ EventType = '', FunctionARN = '' }) =>
      [EventType, FunctionARN.split('function/').at(-1) ?? ''] as const,
  )
  return new Map(entries)
}

async function storesOf(cloudFront: AwsClients['cloudFront'], name: string): Promise<readonly string[]> {
  const about = { operation: 'cloudfront:DescribeFunction', resource: `CloudFront function ${name}` }
  const { FunctionSummary } = await called(about, () =>
    cloudFront.send(new DescribeFunctionCommand({ Name: name, Stage: 'LIVE' })),
  )
  const { Items = [] } = FunctionSummary?.FunctionConfig?.KeyValueStoreAssociations ?? {}
  return (Items ?? []).map(({ KeyValueStoreARN = '' }) => KeyValueStoreARN)
}
