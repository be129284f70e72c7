import type { ComponentState } from '@lockstep/shared-types/environment'
import { commonTask, runningTasks } from '../../domain/drift/common-digest.ts'
import { backendDeployedAt } from '../../domain/drift/deployment.ts'
import type { Observation } from '../../domain/drift/observation.ts'
import {
  backendVersion,
  backendVersionNeeds,
  frontendVersion,
  runningArtifact,
  runningVersion,
} from '../../domain/drift/versions.ts'
import type { Environment } from '../../domain/environment.ts'
import { valueOf, type Reading } from '../../domain/reading.ts'

/** Why the first of the readings that could not be read could not; null when all could. */
const firstProblem = (readings: readonly Reading<unknown>[]): string | null =>
  readings.find((reading) => reading.state === 'unreadable')?.problem.title ?? null

/** Why the version cannot be told although all was read; a service without tasks says so by itself. */
function whyNoVersion(environment: Environment, observation: Observation): string | null {
  const running = runningVersion(observation, environment)
  const runs = observation.tasks.state === 'read' && runningTasks(observation.tasks.value).length > 0
  return running.state === 'unknown' && runs ? `The version: ${running.why}.` : null
}

/** The backend as it was last observed; all null before the first observation. */
export function backendState(environment: Environment, observation: Observation | null): ComponentState {
  const { cluster, service: name, url } = environment.backend
  const service = observation && valueOf(observation.service)
  const tasks = observation && valueOf(observation.tasks)
  const task = tasks && commonTask(tasks)
  const definition = observation && valueOf(observation.taskDefinition)
  return {
    role: 'backend',
    kind: 'ecs-service',
    name: `${cluster}/${name}`,
    url,
    version: observation && backendVersion(observation, environment),
    artifact: observation && runningArtifact(observation, environment),
    revision: definition && `${definition.family}:${definition.revision}`,
    deployedAt: service && backendDeployedAt(service, task?.taskDefinitionArn ?? null),
    tasks: service && { running: service.running, desired: service.desired, pending: service.pending },
    readAt: observation?.service.readAt ?? null,
    unreadable:
      observation &&
      (firstProblem([
        observation.service,
        ...backendVersionNeeds(observation).map(({ reading }) => reading),
      ]) ??
        whyNoVersion(environment, observation)),
  }
}

/** The frontend as users were last served it; all null before the first observation. */
export function frontendState(environment: Environment, observation: Observation | null): ComponentState {
  const { bucket, distributionId, url } = environment.frontend
  const edgeVersionFile = observation && valueOf(observation.edge.versionFile)
  const page = observation && valueOf(observation.edge.html)
  return {
    role: 'frontend',
    kind: 'static-site',
    name: `${bucket} behind ${distributionId}`,
    url,
    version: observation && frontendVersion(observation, 'edge'),
    artifact: null,
    revision: null,
    deployedAt: edgeVersionFile?.deployedAt ?? page?.lastModified ?? null,
    tasks: null,
    readAt: observation?.edge.html.readAt ?? null,
    unreadable: observation && firstProblem([observation.edge.html, observation.edge.versionFile]),
  }
}
