import { createHash } from 'node:crypto'
import { canonicalJson } from '../audit/canonical-json.ts'
import type { Observation } from '../drift/observation.ts'
import type { Environment } from '../environment.ts'
import type { Result } from '../result.ts'
import type { TrafficState } from '../rollout/traffic.ts'
import { shareBefore } from './preflight/rollout-facts.ts'

/** What a plan rests on. A part that could not be read is null, and proves nothing. */
export type PlanBasis = {
  /** Task definition that the service asked for. */
  readonly taskDefinitionArn: string | null
  readonly runningDigest: string | null
  /** ETag of the page in the bucket. */
  readonly page: string | null
  /** The candidate's share in AWS, in percent; not in the plan of a release that does not go in stages. */
  readonly trafficPercent?: number | null
  /** Hash of the environment's configuration. */
  readonly configuration: string
  /** Commit of the artifact, for the task definition; not compared. */
  readonly commit: string | null
  /** Names of the artifact, by its tags, its label and its own page: any of them is its version; not compared. */
  readonly names?: readonly string[]
}

const partWords = {
  taskDefinitionArn: 'the task definition of the service',
  runningDigest: 'the image that runs',
  page: 'the page in the bucket',
  trafficPercent: 'where the traffic goes',
  configuration: 'the configuration of the environment',
} as const satisfies Partial<Record<keyof PlanBasis, string>>

export function planBasis(
  environment: Environment,
  observation: Pick<Observation, 'service' | 'runningImage' | 'bucket'>,
  commit: string | null,
  /** What the driver reads; null where nothing goes in stages. */
  traffic: Result<Pick<TrafficState, 'percent' | 'gone'>> | null = null,
): PlanBasis {
  const { service, runningImage, bucket } = observation
  return {
    taskDefinitionArn: service.state === 'read' ? service.value.taskDefinitionArn : null,
    runningDigest: runningImage.state === 'read' ? runningImage.value.digest : null,
    page: bucket.html.state === 'read' ? bucket.html.value.etag : null,
    trafficPercent: traffic?.ok === true ? shareBefore(traffic.value) : null,
    configuration: createHash('sha256').update(canonicalJson(environment)).digest('hex'),
    commit,
  }
}

/** What has changed since the plan was computed, in words; empty when it still holds. */
export function changedSince(planned: PlanBasis, now: PlanBasis): string[] {
  return (['taskDefinitionArn', 'runningDigest', 'page', 'trafficPercent', 'configuration'] as const)
    .filter((part) => differ(planned[part] ?? null, now[part] ?? null))
    .map((part) => partWords[part])
}

const differ = (planned: string | number | null, now: string | number | null): boolean =>
  planned !== null && now !== null && planned !== now
