import { createHash } from 'node:crypto'
import { canonicalJson } from '../audit/canonical-json.ts'
import type { Observation } from '../drift/observation.ts'
import type { Environment } from '../environment.ts'

/** What a plan rests on. A part that could not be read is null, and proves nothing. */
export type PlanBasis = {
  /** Task definition that the service asked for. */
  readonly taskDefinitionArn: string | null
  readonly runningDigest: string | null
  /** ETag of the page in the bucket. */
  readonly page: string | null
  /** Hash of the environment's configuration. */
  readonly configuration: string
  /** Commit of the artifact, for the task definition; not compared. */
  readonly commit: string | null
}

const partWords = {
  taskDefinitionArn: 'the task definition of the service',
  runningDigest: 'the image that runs',
  page: 'the page in the bucket',
  configuration: 'the configuration of the environment',
} as const satisfies Partial<Record<keyof PlanBasis, string>>

export function planBasis(
  environment: Environment,
  observation: Pick<Observation, 'service' | 'runningImage' | 'bucket'>,
  commit: string | null,
): PlanBasis {
  const { service, runningImage, bucket } = observation
  return {
    taskDefinitionArn: service.state === 'read' ? service.value.taskDefinitionArn : null,
    runningDigest: runningImage.state === 'read' ? runningImage.value.digest : null,
    page: bucket.html.state === 'read' ? bucket.html.value.etag : null,
    configuration: createHash('sha256').update(canonicalJson(environment)).digest('hex'),
    commit,
  }
}

/** What has changed since the plan was computed, in words; empty when it still holds. */
export function changedSince(planned: PlanBasis, now: PlanBasis): string[] {
  return (['taskDefinitionArn', 'runningDigest', 'page', 'configuration'] as const)
    .filter((part) => planned[part] !== null && now[part] !== null && planned[part] !== now[part])
    .map((part) => partWords[part])
}
