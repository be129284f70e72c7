import type { Elb } from '../elb/types.ts'
import type { TaskRecord } from './model.ts'
import type { ServiceLoadBalancer } from './types.ts'

/** The port of a task that a load balancer's targets name; awsvpc tasks are registered by address and container port. */
export const targetsOf = (task: TaskRecord): readonly ServiceLoadBalancer[] =>
  task.deployment.revision.loadBalancers.filter(({ containerName }) =>
    task.containers.some(({ name }) => name === containerName),
  )

/** The worst health of the containers that have a health check; `UNKNOWN` without one. */
export const healthStatus = (task: TaskRecord): 'HEALTHY' | 'UNHEALTHY' | 'UNKNOWN' => {
  const checked = task.definition.containers.filter(({ healthCheck }) => healthCheck !== undefined)
  const healths = checked.map(
    ({ name }) => task.containers.find((own) => own.name === name)?.health ?? 'UNKNOWN',
  )
  if (healths.includes('UNHEALTHY')) return 'UNHEALTHY'
  return healths.length > 0 && healths.every((health) => health === 'HEALTHY') ? 'HEALTHY' : 'UNKNOWN'
}

const hasContainerCheck = (task: TaskRecord): boolean =>
  task.definition.containers.some(({ healthCheck }) => healthCheck !== undefined)

/** Whether a task counts as healthy for `minimumHealthyPercent`: it runs, and every check there is passes. */
export const isServing = (elb: Elb, task: TaskRecord): boolean => {
  if (task.lastStatus !== 'RUNNING' || task.desiredStatus !== 'RUNNING') return false
  const targets = targetsOf(task)
  if (targets.length === 0 && !hasContainerCheck(task)) return task.settled
  if (hasContainerCheck(task) && healthStatus(task) !== 'HEALTHY') return false
  return targets.every(
    ({ targetGroupArn, containerPort }) =>
      elb.health(targetGroupArn, task.ip, containerPort)?.state === 'healthy',
  )
}

/** Why a running task must be replaced; null when it need not. */
export const illness = (elb: Elb, task: TaskRecord, now: number): string | null => {
  if (task.lastStatus !== 'RUNNING' || task.desiredStatus !== 'RUNNING') return null
  if (healthStatus(task) === 'UNHEALTHY') return 'Task failed container health checks'
  const age = now - (task.startedAt ?? now)
  if (age < task.service.healthCheckGracePeriodSeconds * 1000) return null
  const sick = targetsOf(task).find(
    ({ targetGroupArn, containerPort }) =>
      elb.health(targetGroupArn, task.ip, containerPort)?.state === 'unhealthy',
  )
  return sick === undefined ? null : `Task failed ELB health checks in (target-group ${sick.targetGroupArn})`
}
