import type { Clock } from '../clock.ts'
import type { Deployments } from './deployments.ts'
import type { Say } from './events.ts'
import type { Ids } from './ids.ts'
import type { ClusterRecord, DeploymentRecord, ServiceRecord, TaskRecord } from './model.ts'
import type { NativeRequests } from './native/requests.ts'
import type { Scheduler } from './scheduler.ts'
import { tasksOf } from './scheduler.ts'
import type { Tasks } from './tasks.ts'
import type { ServiceInput, SteadyServiceInput, TaskDefinitionRecord } from './types.ts'

export type ServicesDeps = {
  readonly clock: Clock
  readonly ids: Ids
  readonly say: Say
  readonly tasks: Tasks
  readonly deployments: Deployments
  readonly scheduler: Scheduler
  readonly requests: NativeRequests
}

export type Services = {
  create(cluster: ClusterRecord, definition: TaskDefinitionRecord, input: ServiceInput): ServiceRecord
  createSteady(
    cluster: ClusterRecord,
    definition: TaskDefinitionRecord,
    input: SteadyServiceInput,
  ): ServiceRecord
  /** Without a deployment: whoever controls it has not begun. */
  createBare(cluster: ClusterRecord, input: Omit<ServiceInput, 'taskDefinition'>): ServiceRecord
  /** A new deployment, from now on. */
  deploy(service: ServiceRecord, definition: TaskDefinitionRecord): DeploymentRecord
  /** Drains its tasks; INACTIVE once they are gone. */
  remove(service: ServiceRecord): void
  /** Ends the service deployment in progress; false when there is none. */
  stopDeployment(service: ServiceRecord, rollback: boolean): boolean
  /** Continues a service deployment that a hook paused, or rolls it back. */
  answerHook: NativeRequests['answer']
  /** Puts a running task of `definition`'s images in the place of another. */
  swapTask(service: ServiceRecord, pulled: (deployment: DeploymentRecord) => TaskRecord | string): void
}

const defaultConfiguration = {
  maximumPercent: 200,
  minimumHealthyPercent: 100,
  deploymentCircuitBreaker: { enable: false, rollback: false },
  strategy: 'ROLLING' as const,
  bakeTimeInMinutes: 0,
}

/** Services: how they begin, change and end; what happens in between is the scheduler's. */
export const createServices = (deps: ServicesDeps): Services => {
  const { clock, ids, say, tasks, deployments, scheduler, requests } = deps

  const make = (
    cluster: ClusterRecord,
    input: Omit<ServiceInput, 'taskDefinition'>,
    createdAt: number,
  ): ServiceRecord => {
    const service: ServiceRecord = {
      arn: ids.service(cluster.name, input.name),
      name: input.name,
      cluster,
      status: 'ACTIVE',
      desiredCount: input.desiredCount,
      loadBalancers: input.loadBalancers ?? [],
      configuration: { ...defaultConfiguration, ...input.deploymentConfiguration },
      controller: input.controller ?? 'ECS',
      healthCheckGracePeriodSeconds: input.healthCheckGracePeriodSeconds ?? 0,
      networkConfiguration: input.networkConfiguration,
      tags: [...(input.tags ?? [])],
      createdAt,
      deployments: [],
      events: [],
      lastCompleted: null,
      serviceDeployments: [],
      revisions: [],
      steady: false,
    }
    return service
  }

  const deploy = (service: ServiceRecord, definition: TaskDefinitionRecord): DeploymentRecord => {
    const deployment = deployments.start(service, definition)
    requests.begin(service, deployment)
    scheduler.reconcile(service)
    return deployment
  }

  return {
    deploy,
    create(cluster, definition, input) {
      const service = make(cluster, input, clock.now())
      cluster.services.set(service.name, service)
      deploy(service, definition)
      return service
    },

    createBare(cluster, input) {
      const service = make(cluster, input, clock.now())
      cluster.services.set(service.name, service)
      return service
    },

    createSteady(cluster, definition, input) {
      const at = input.startedAt ?? clock.now()
      const service = make(cluster, input, at)
      const deployment = deployments.start(service, definition)
      for (let count = 0; count < input.desiredCount; count += 1) {
        const placed = tasks.place(service, deployment, at)
        if (typeof placed === 'string') throw new Error(`${input.name}: ${placed}`)
      }
      deployments.complete(service, deployment)
      service.events.length = 0
      say(service, `(deployment ${deployment.id}) deployment completed.`, at)
      say(service, 'has reached a steady state.', at)
      service.steady = true
      // Only now: the scheduler must not see it half built, when its first targets are registered.
      cluster.services.set(service.name, service)
      const past = { createdAt: at, updatedAt: at, startedAt: at, finishedAt: at }
      Object.assign(deployment, { createdAt: at, updatedAt: at })
      Object.assign(deployment.serviceDeployment, past)
      Object.assign(deployment.revision, { createdAt: at })
      return service
    },

    remove(service) {
      service.status = 'DRAINING'
      service.desiredCount = 0
      for (const task of tasksOf(service))
        tasks.stop(
          task,
          'ServiceSchedulerInitiated',
          `Scaling activity initiated by (service ${service.name})`,
        )
      scheduler.reconcile(service)
    },

    stopDeployment(service, rollback) {
      const primary = service.deployments[0]
      const failure = { monitor: 'stop', cause: 'deployment stopped by user', rollback } as const
      if (primary === undefined || primary.rolloutState !== 'IN_PROGRESS') return false
      if (primary.serviceDeployment.native !== null) return requests.stop(service, failure)
      deployments.fail(service, primary, failure)
      scheduler.reconcile(service)
      return true
    },

    answerHook: requests.answer,

    swapTask(service, place) {
      const primary = service.deployments[0]
      const old = tasksOf(service).find(({ desiredStatus }) => desiredStatus === 'RUNNING')
      if (primary === undefined || old === undefined)
        throw new Error(`${service.name} runs no task to replace`)
      // Room for one more until the old one is gone, or the scheduler would take the new one for surplus.
      service.desiredCount += 1
      const placed = place(primary)
      service.desiredCount -= 1
      if (typeof placed === 'string') throw new Error(`${service.name}: ${placed}`)
      tasks.stop(old, 'UserInitiated', 'Task stopped by user')
    },
  }
}
