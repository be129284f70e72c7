import type { Clock } from '../clock.ts'
import type { Elb } from '../elb/types.ts'
import type { Pace } from '../world.ts'
import { failureThreshold } from './circuit-breaker.ts'
import type { Deployments } from './deployments.ts'
import type { Say } from './events.ts'
import type { Ids } from './ids.ts'
import { createNative } from './native/native.ts'
import { illness, isServing, targetsOf } from './health.ts'
import type { DeploymentRecord, ServiceRecord, TaskRecord } from './model.ts'
import { chooseLaunches, chooseStops, isBlocked } from './rolling.ts'
import { createTaskMoves } from './task-moves.ts'
import type { Tasks } from './tasks.ts'

export type SchedulerDeps = {
  readonly clock: Clock
  readonly ids: Ids
  readonly pace: Pace
  readonly elb: Elb
  readonly tasks: Tasks
  readonly deployments: Deployments
  readonly say: Say
  /** Of the alarms named, those in state ALARM. */
  readonly alarming: (names: readonly string[]) => readonly string[]
}

export type Scheduler = {
  /** Brings a service one step nearer to what it should be. Safe to call at any time, also from within. */
  reconcile(service: ServiceRecord): void
  /** Counts a task that ended on its own. */
  taskFailed(task: TaskRecord): void
}

export const tasksOf = (service: ServiceRecord): TaskRecord[] =>
  [...service.cluster.tasks.values()].filter((task) => task.service === service)

export const createScheduler = (deps: SchedulerDeps): Scheduler => {
  const { clock, pace, elb, tasks, deployments, say } = deps
  const busy = new Set<ServiceRecord>()
  const again = new Set<ServiceRecord>()
  /** The latest wait for a steady state; an earlier one that was broken off says nothing. */
  const settling = new WeakMap<ServiceRecord, object>()
  const blocked = new WeakSet<DeploymentRecord>()
  const serving = (task: TaskRecord): boolean => isServing(elb, task)

  const countFailure = (deployment: DeploymentRecord): void => {
    deployment.failedTasks += 1
    deployment.breakerFailures += 1
    deployment.updatedAt = clock.now()
  }

  const noteProved = (service: ServiceRecord): void => {
    for (const task of tasksOf(service)) {
      if (task.proved || !serving(task)) continue
      task.proved = true
      task.deployment.failedTasks = 0
      task.deployment.launchNotBefore = 0
      if (service.configuration.deploymentCircuitBreaker?.resetOnHealthyTask !== false)
        task.deployment.breakerFailures = 0
    }
  }

  const replaceSick = (service: ServiceRecord): void => {
    for (const task of tasksOf(service)) {
      const reason = illness(elb, task, clock.now())
      if (reason === null) continue
      const target = targetsOf(task)[0]
      const why = target && elb.health(target.targetGroupArn, task.ip, target.containerPort)?.description
      if (target !== undefined && reason.includes('ELB')) {
        say(
          service,
          `(port ${target.containerPort}) is unhealthy in (target-group ${target.targetGroupArn}) due to (reason ${why}).`,
        )
      }
      say(service, `(task ${task.id}) ${reason.replace('Task failed', 'failed')}.`)
      countFailure(task.deployment)
      tasks.stop(task, 'ServiceSchedulerInitiated', reason)
    }
  }

  const watch = (service: ServiceRecord, primary: DeploymentRecord): void => {
    if (primary.rolloutState !== 'IN_PROGRESS') return
    const { deploymentCircuitBreaker: breaker, alarms } = service.configuration
    const threshold = failureThreshold(service.configuration, service.desiredCount)
    if (breaker?.enable === true && primary.breakerFailures >= threshold) {
      const rollback = breaker.rollback === true
      return deployments.fail(service, primary, {
        monitor: 'circuit breaker',
        cause: 'tasks failed to start',
        rollback,
      })
    }
    // A rollback is not watched by the alarms that caused it: they are still on.
    if (alarms?.enable !== true || primary.serviceDeployment.rollback !== null) return
    const triggered = deps.alarming(alarms.alarmNames ?? [])
    if (triggered.length === 0) return
    primary.serviceDeployment.triggeredAlarms = triggered
    const rollback = alarms.rollback === true
    deployments.fail(service, primary, { monitor: 'alarm', cause: 'alarm detected', rollback })
  }

  const launch = (service: ServiceRecord, primary: DeploymentRecord): void => {
    if (primary.rolloutState === 'FAILED') return
    moves.launch(service, primary, chooseLaunches(service, primary, tasksOf(service)))
  }

  const retire = (service: ServiceRecord, primary: DeploymentRecord): void =>
    moves.retire(service, chooseStops(service, primary, tasksOf(service), serving))

  const isSettled = (service: ServiceRecord, primary: DeploymentRecord): boolean => {
    const all = tasksOf(service)
    const gone: readonly string[] = ['STOPPING', 'DEPROVISIONING', 'STOPPED']
    const own = all.filter((task) => task.deployment === primary && task.desiredStatus === 'RUNNING')
    const othersGone = all.every((task) => task.deployment === primary || gone.includes(task.lastStatus))
    return othersGone && own.length === service.desiredCount && own.every(serving)
  }

  const settle = (service: ServiceRecord, primary: DeploymentRecord): void => {
    service.deployments = service.deployments.filter(
      (deployment) =>
        deployment === primary ||
        tasksOf(service).some((task) => task.deployment === deployment && task.lastStatus !== 'STOPPED'),
    )
    if (service.steady || primary.rolloutState === 'FAILED' || !isSettled(service, primary)) return
    service.steady = true
    const turn = {}
    settling.set(service, turn)
    clock.after(pace.steadyDelay, () => {
      if (settling.get(service) !== turn || service.deployments[0] !== primary) return
      if (!service.steady || !isSettled(service, primary)) return
      say(service, 'has reached a steady state.')
      if (primary.rolloutState === 'IN_PROGRESS') deployments.complete(service, primary)
    })
  }

  /** believed: in these words, once (developer guide, service event messages; the page itself was not to be had). */
  const noteBlocked = (service: ServiceRecord, primary: DeploymentRecord): void => {
    if (primary.rolloutState !== 'IN_PROGRESS' || blocked.has(primary)) return
    if (!isBlocked(service, primary, tasksOf(service), serving)) return
    blocked.add(primary)
    say(
      service,
      'was unable to stop or start tasks during a deployment because of the service deployment configuration. Update the minimumHealthyPercent or maximumPercent value and try again.',
    )
  }

  const step = (service: ServiceRecord): void => {
    if (service.status !== 'ACTIVE') {
      if (tasksOf(service).every(({ lastStatus }) => lastStatus === 'STOPPED')) service.status = 'INACTIVE'
      return
    }
    noteProved(service)
    replaceSick(service)
    const before = service.deployments[0]
    if (before === undefined) return
    watch(service, before)
    const primary = service.deployments[0] ?? before
    const { native } = primary.serviceDeployment
    if (native !== null) return shiftTraffic(service, primary, native)
    launch(service, primary)
    retire(service, primary)
    // A task that could not be launched for want of room may have it now.
    launch(service, primary)
    noteBlocked(service, primary)
    settle(service, primary)
  }

  const reconcile = (service: ServiceRecord): void => {
    again.add(service)
    if (busy.has(service)) return
    busy.add(service)
    while (again.delete(service)) step(service)
    busy.delete(service)
  }

  const moves = createTaskMoves({ clock, pace, tasks, say, reconcile })
  const shiftTraffic = createNative({ ...deps, moves, tasksOf, serving, reconcile })

  return {
    reconcile,
    taskFailed(task) {
      task.service.steady = false
      countFailure(task.deployment)
    },
  }
}
