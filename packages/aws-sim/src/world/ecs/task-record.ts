import type { Ids } from './ids.ts'
import type { DeploymentRecord, ServiceRecord, TaskRecord } from './model.ts'

/** A task as it is at its beginning, entered in its cluster. */
export const createTask = (
  ids: Ids,
  deployment: DeploymentRecord,
  service: ServiceRecord,
  createdAt: number,
): TaskRecord => {
  const { id, arn } = ids.task(service.cluster.name)
  const { definition } = deployment.revision
  const task: TaskRecord = {
    id,
    arn,
    definition,
    service,
    deployment,
    startedBy: deployment.id,
    ip: ids.ip(),
    zone: service.cluster.tasks.size % 2 === 0 ? 'a' : 'b',
    lastStatus: 'PROVISIONING',
    desiredStatus: 'RUNNING',
    containers: definition.containers.map(({ name = '', image = '' }) => ({
      name,
      arn: ids.container(service.cluster.name, id),
      image,
      digest: null,
      lastStatus: 'PENDING',
      health: 'UNKNOWN',
      exitCode: null,
      reason: null,
    })),
    apps: new Map(),
    createdAt,
    pullStartedAt: null,
    pullStoppedAt: null,
    startedAt: null,
    stoppingAt: null,
    stoppedAt: null,
    stopCode: null,
    stoppedReason: null,
    proved: false,
    settled: false,
    version: 1,
  }
  service.cluster.tasks.set(id, task)
  return task
}
