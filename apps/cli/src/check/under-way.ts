import { isDeploying } from '@lockstep/bff/domain/drift/deployment'
import type { Observation } from '@lockstep/bff/domain/drift/observation'
import { moment, shortTaskDefinition } from '@lockstep/bff/domain/drift/words'
import { taskDefinitionTags } from '@lockstep/bff/domain/release/task-definition'
import type { Release } from '@lockstep/shared-types/release'

/** A release goes on for a while after the backend's part of it. */
const recentMilliseconds = 3_600_000

/** What AWS alone tells of a change that is being made now, or may be; null when it tells of none. */
export function underWayByAws({ service, taskDefinition, observedAt }: Observation): string | null {
  if (service.state !== 'read') return null
  const [deployment] = service.value.deployments
  if (deployment === undefined) return null
  const { taskDefinitionArn, createdAt } = deployment
  const what = shortTaskDefinition(taskDefinitionArn)
  const release =
    taskDefinition.state === 'read' && taskDefinition.value.arn === taskDefinitionArn
      ? taskDefinition.value.tags[taskDefinitionTags.release]
      : undefined
  const by = release === undefined ? '' : ' by a release of Lockstep'
  if (isDeploying(service.value))
    return `A deployment${by} is under way since ${moment(createdAt)} (${what}): differences may be its work.`
  if (release === undefined || Date.parse(observedAt) - Date.parse(createdAt) > recentMilliseconds)
    return null
  return `A release of Lockstep deployed ${what} at ${moment(createdAt)} and may still be running: differences may be its work.`
}

/** What Lockstep's database tells. */
export const underWayByRelease = ({ createdAt, outcome }: Pick<Release, 'createdAt' | 'outcome'>): string =>
  `A release is under way since ${moment(createdAt)}: ${outcome}`
