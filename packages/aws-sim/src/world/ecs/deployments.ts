import type { Clock } from '../clock.ts'
import type { Say } from './events.ts'
import type { Ids } from './ids.ts'
import type {
  DeploymentRecord,
  ServiceDeploymentRecord,
  ServiceRecord,
  ServiceRevisionRecord,
  TaskRecord,
} from './model.ts'
import { closeHooks } from './native/hooks.ts'
import { baseOf, beginProgress, willShift } from './native/progress.ts'
import { chooseTargets } from './native/traffic.ts'
import type { TaskDefinitionRecord } from './types.ts'

export type Deployments = {
  /** A new service revision becomes PRIMARY; what was in progress is superseded. */
  start(service: ServiceRecord, definition: TaskDefinitionRecord): DeploymentRecord
  complete(service: ServiceRecord, deployment: DeploymentRecord): void
  /** `cause` as ECS says it, such as `tasks failed to start`; rolls back when told to and there is something to go back to. */
  fail(service: ServiceRecord, deployment: DeploymentRecord, failure: Failure): void
}

export type Failure = {
  readonly monitor: 'circuit breaker' | 'alarm' | 'stop' | 'hook'
  readonly cause: string
  readonly rollback: boolean
}

const monitorNames: Record<Failure['monitor'], string> = {
  'circuit breaker': 'ECS deployment circuit breaker',
  alarm: 'ECS deployment alarm',
  stop: 'ECS deployment stop',
  hook: 'ECS deployment lifecycle hook',
}

/** A record's first and later states; who calls them decides when. */
export const createDeployments = (clock: Clock, ids: Ids, say: Say): Deployments => {
  const revise = (
    service: ServiceRecord,
    definition: TaskDefinitionRecord,
    base: ServiceRevisionRecord | null,
    shifts: boolean,
  ): ServiceRevisionRecord => {
    const { loadBalancers } = service
    const revision = {
      ...ids.revision(service.cluster.name, service.name),
      definition,
      configuredLoadBalancers: loadBalancers,
      loadBalancers: chooseTargets(loadBalancers, base, !shifts),
      createdAt: clock.now(),
      digests: new Map<string, string>(),
    }
    service.revisions.push(revision)
    return revision
  }

  const lead = (
    service: ServiceRecord,
    revision: ServiceRevisionRecord,
    serviceDeployment: ServiceDeploymentRecord,
  ): DeploymentRecord => {
    const id = ids.deployment()
    const deployment: DeploymentRecord = {
      id,
      status: 'PRIMARY',
      revision,
      serviceDeployment,
      rolloutState: 'IN_PROGRESS',
      rolloutStateReason: `ECS deployment ${id} in progress.`,
      createdAt: clock.now(),
      updatedAt: clock.now(),
      failedTasks: 0,
      breakerFailures: 0,
      launchNotBefore: 0,
    }
    for (const other of service.deployments) other.status = 'ACTIVE'
    service.deployments = [deployment, ...service.deployments]
    service.steady = false
    return deployment
  }

  const supersede = (service: ServiceRecord): void => {
    const current = service.serviceDeployments[0]
    closeHooks(current?.native?.hooks ?? [])
    if (current === undefined || current.finishedAt !== null) return
    current.status = 'STOPPED'
    current.statusReason = 'The service deployment was stopped because a new service deployment started.'
    current.updatedAt = current.stoppedAt = current.finishedAt = clock.now()
  }

  /** A native deployment goes back to its source: that must be among the active ones, even when a rolling one had replaced it. */
  const keepBase = (service: ServiceRecord): void => {
    const good = service.lastCompleted
    if (good === null) return
    if (service.deployments.some(({ revision }) => revision === good.revision)) return
    service.deployments = [...service.deployments, good]
  }

  const rollBack = (
    service: ServiceRecord,
    failed: DeploymentRecord,
    good: DeploymentRecord,
    monitor: string,
  ): void => {
    const { serviceDeployment } = failed
    const { native } = serviceDeployment
    if (native !== null) Object.assign(native, { mode: 'returning', returned: false })
    const deployment = lead(service, good.revision, serviceDeployment)
    deployment.rolloutStateReason = `${monitor}: rolling back to deploymentId ${deployment.id}.`
    serviceDeployment.status = 'ROLLBACK_IN_PROGRESS'
    const reason = serviceDeployment.statusReason ?? monitor
    serviceDeployment.rollback = { reason, startedAt: clock.now(), revision: good.revision }
    // Tasks of the revision that are still there need no replacement: they are what the rollback wants.
    const tasks: Iterable<TaskRecord> = service.cluster.tasks.values()
    for (const task of tasks)
      if (task.service === service && task.deployment.revision === good.revision) task.deployment = deployment
    service.deployments = service.deployments.filter(
      (other) => other === deployment || other.revision !== good.revision,
    )
    say(service, `rolling back to deployment ${deployment.id}.`)
  }

  return {
    start(service, definition) {
      service.lastCompleted = baseOf(service.deployments[0], service.lastCompleted)
      const shifts = willShift(service.configuration, service.deployments[0])
      supersede(service)
      const base = service.lastCompleted?.revision ?? null
      if (shifts) keepBase(service)
      const sources = [...new Set(service.deployments.map(({ revision }) => revision))]
      const target = revise(service, definition, base, shifts)
      const now = clock.now()
      const native = shifts
        ? beginProgress(service.configuration, base, target.loadBalancers, service.deployments)
        : null
      const serviceDeployment: ServiceDeploymentRecord = {
        ...ids.serviceDeployment(service.cluster.name, service.name),
        status: native === null ? 'IN_PROGRESS' : 'PENDING',
        statusReason: null,
        sources,
        target,
        createdAt: now,
        startedAt: now,
        updatedAt: now,
        finishedAt: null,
        stoppedAt: null,
        configuration: service.configuration,
        rollback: null,
        triggeredAlarms: [],
        native,
        breaker: service.configuration.deploymentCircuitBreaker?.enable === true ? 'MONITORING' : 'DISABLED',
      }
      service.serviceDeployments.unshift(serviceDeployment)
      return lead(service, target, serviceDeployment)
    },

    complete(service, deployment) {
      const { serviceDeployment } = deployment
      deployment.rolloutState = 'COMPLETED'
      if (serviceDeployment.native !== null) {
        const productionPercent = serviceDeployment.rollback === null ? 100 : 0
        Object.assign(serviceDeployment.native, { mode: 'ended', productionPercent })
      }
      deployment.rolloutStateReason = `ECS deployment ${deployment.id} completed.`
      deployment.updatedAt = clock.now()
      service.deployments = [deployment]
      service.lastCompleted = deployment
      serviceDeployment.status = serviceDeployment.rollback === null ? 'SUCCESSFUL' : 'ROLLBACK_SUCCESSFUL'
      serviceDeployment.updatedAt = serviceDeployment.finishedAt = clock.now()
      if (serviceDeployment.breaker === 'MONITORING') serviceDeployment.breaker = 'MONITORING_COMPLETE'
      say(service, `(deployment ${deployment.id}) deployment completed.`)
    },

    fail(service, deployment, failure) {
      const { serviceDeployment } = deployment
      closeHooks(serviceDeployment.native?.hooks ?? [])
      const monitor = monitorNames[failure.monitor]
      const reason = `${monitor}: ${failure.cause}.`
      deployment.rolloutState = 'FAILED'
      deployment.rolloutStateReason = reason
      deployment.updatedAt = serviceDeployment.updatedAt = clock.now()
      serviceDeployment.statusReason = reason
      if (failure.monitor === 'circuit breaker') serviceDeployment.breaker = 'TRIGGERED'
      say(service, `(deployment ${deployment.id}) deployment failed: ${failure.cause}.`)
      const good = service.lastCompleted
      const already = serviceDeployment.rollback !== null
      if (failure.rollback && good !== null && !already) return rollBack(service, deployment, good, monitor)
      serviceDeployment.status = already ? 'ROLLBACK_FAILED' : 'STOPPED'
      serviceDeployment.finishedAt = serviceDeployment.stoppedAt = clock.now()
    },
  }
}
