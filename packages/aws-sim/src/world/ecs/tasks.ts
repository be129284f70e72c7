import type { Elb } from '../elb/types.ts'
import type { ContainerBehaviour, Pace } from '../world.ts'
import { type ContainerDeps, startApps, stopApps } from './containers.ts'
import { targetsOf } from './health.ts'
import { createTask } from './task-record.ts'
import type { Pulled } from './images.ts'
import type { Say } from './events.ts'
import type { Ids } from './ids.ts'
import type { DeploymentRecord, ServiceRecord, StopCode, TaskRecord, TaskStatus } from './model.ts'

export type TaskDeps = ContainerDeps & {
  readonly ids: Ids
  readonly say: Say
  readonly elb: Elb
  readonly pace: Pace
  readonly pull: (task: TaskRecord) => Map<string, Pulled> | string
  /** Something about a task changed that the scheduler wants to know. */
  readonly changed: (service: ServiceRecord) => void
  /** A task ended on its own: no image, a crash. */
  readonly failed: (task: TaskRecord) => void
}

export type Tasks = {
  /** From PROVISIONING on, in virtual time. */
  launch(service: ServiceRecord, deployment: DeploymentRecord): TaskRecord
  /** A task that has been running, healthy, since `startedAt`; the reason when its image is not there. */
  place(service: ServiceRecord, deployment: DeploymentRecord, startedAt: number): TaskRecord | string
  /** Drains, ends, and removes it after an hour. */
  stop(task: TaskRecord, code: StopCode, reason: string): void
}

const stoppedKept = 3_600_000
const exits: ReadonlySet<ContainerBehaviour['health']> = new Set(['crash', 'wrong-platform'])

export const createTasks = (deps: TaskDeps): Tasks => {
  const { clock, pace, ids, elb } = deps

  const move = (task: TaskRecord, status: TaskStatus): void => {
    task.lastStatus = status
    task.version += 1
    for (const container of task.containers)
      if (status === 'PENDING' || status === 'RUNNING' || status === 'STOPPED') container.lastStatus = status
    deps.changed(task.service)
  }
  /** Does the next thing of a task's life, unless it was told to stop meanwhile. */
  const later = (task: TaskRecord, delay: number, act: () => void): void => {
    clock.after(delay, () => {
      if (task.desiredStatus === 'RUNNING') act()
    })
  }

  const forget = (task: TaskRecord): void => {
    clock.after(stoppedKept, () => void task.service.cluster.tasks.delete(task.id))
  }

  const register = (task: TaskRecord, healthy: boolean): void => {
    for (const { targetGroupArn, containerPort } of targetsOf(task))
      elb.register(targetGroupArn, task.ip, containerPort, { healthy })
  }

  const end = (task: TaskRecord, exitCode: number | null): void => {
    task.stoppedAt = clock.now()
    for (const container of task.containers) container.exitCode ??= exitCode
    move(task, 'STOPPED')
    forget(task)
  }

  /** Ends without draining: there is nothing that could finish its requests. */
  const collapse = (task: TaskRecord, code: StopCode, reason: string, exitCode: number | null): void => {
    stopApps(deps, task)
    for (const { targetGroupArn, containerPort } of targetsOf(task))
      if (elb.health(targetGroupArn, task.ip, containerPort) !== null)
        elb.deregister(targetGroupArn, task.ip, containerPort)
    task.desiredStatus = 'STOPPED'
    task.stopCode = code
    task.stoppedReason = reason
    task.stoppingAt = clock.now()
    for (const container of task.containers) {
      container.exitCode = exitCode
      if (code === 'TaskFailedToStart') container.reason = reason
    }
    deps.failed(task)
    move(task, 'DEPROVISIONING')
    clock.after(pace.taskStop / 2, () => end(task, exitCode))
  }

  const applyPull = (task: TaskRecord, pulled: ReadonlyMap<string, Pulled>): void => {
    for (const container of task.containers) container.digest = pulled.get(container.name)?.digest ?? null
  }

  const checkContainers = (task: TaskRecord, sick: number): void => {
    const checked = task.definition.containers.filter(({ healthCheck }) => healthCheck !== undefined)
    let failing = false
    for (const { name = '', healthCheck } of checked) {
      const container = task.containers.find((own) => own.name === name)
      if (container === undefined) continue
      const healthy = task.apps.get(name)?.healthy() ?? false
      failing ||= !healthy
      if (healthy) container.health = 'HEALTHY'
      else if (sick + 1 >= (healthCheck?.retries ?? 3)) container.health = 'UNHEALTHY'
    }
    task.settled = true
    deps.changed(task.service)
    if (failing) later(task, pace.healthCheckInterval, () => checkContainers(task, sick + 1))
  }

  const run = (task: TaskRecord, pulled: ReadonlyMap<string, Pulled>): void => {
    task.startedAt = clock.now()
    startApps(deps, task, pulled, clock.now())
    move(task, 'RUNNING')
    later(task, pace.healthCheckInterval, () => checkContainers(task, 0))
    if ([...pulled.values()].some(({ behaviour }) => exits.has(behaviour.health)))
      later(task, pace.healthCheckInterval / 2, () =>
        collapse(task, 'EssentialContainerExited', 'Essential container in task exited', 1),
      )
  }

  const pull = (task: TaskRecord): void => {
    const pulled = deps.pull(task)
    if (typeof pulled === 'string') return collapse(task, 'TaskFailedToStart', pulled, null)
    task.pullStoppedAt = clock.now()
    applyPull(task, pulled)
    register(task, false)
    for (const { targetGroupArn } of targetsOf(task))
      deps.say(task.service, `registered 1 targets in (target-group ${targetGroupArn})`)
    move(task, 'ACTIVATING')
    later(task, pace.taskStart * 0.2, () => run(task, pulled))
  }

  return {
    launch(service, deployment) {
      const task = createTask(ids, deployment, service, clock.now())
      later(task, pace.taskStart * 0.3, () => {
        task.pullStartedAt = clock.now()
        move(task, 'PENDING')
        later(task, pace.taskStart * 0.5, () => pull(task))
      })
      return task
    },

    place(service, deployment, startedAt) {
      const task = createTask(ids, deployment, service, startedAt - pace.taskStart)
      const pulled = deps.pull(task)
      if (typeof pulled === 'string') {
        service.cluster.tasks.delete(task.id)
        return pulled
      }
      applyPull(task, pulled)
      Object.assign(task, { pullStartedAt: task.createdAt, pullStoppedAt: startedAt, startedAt })
      Object.assign(task, { lastStatus: 'RUNNING', proved: true, settled: true })
      for (const container of task.containers) {
        container.lastStatus = 'RUNNING'
        const checked = task.definition.containers.some(
          ({ name, healthCheck }) => name === container.name && healthCheck !== undefined,
        )
        if (checked) container.health = 'HEALTHY'
      }
      startApps(deps, task, pulled, startedAt)
      register(task, true)
      return task
    },

    stop(task, code, reason) {
      if (task.desiredStatus === 'STOPPED') return
      const ran = task.lastStatus === 'RUNNING'
      task.desiredStatus = 'STOPPED'
      task.stopCode = code
      task.stoppedReason = reason
      task.stoppingAt = clock.now()
      const finish = (): void => {
        stopApps(deps, task)
        move(task, 'STOPPING')
        clock.after(pace.taskStop, () => end(task, ran ? 0 : null))
      }
      const targets = targetsOf(task).filter(
        ({ targetGroupArn, containerPort }) => elb.health(targetGroupArn, task.ip, containerPort) !== null,
      )
      if (targets.length === 0) return finish()
      move(task, 'DEACTIVATING')
      let draining = targets.length
      for (const { targetGroupArn, containerPort } of targets)
        elb.deregister(targetGroupArn, task.ip, containerPort, () => {
          draining -= 1
          if (draining === 0) finish()
        })
    },
  }
}
