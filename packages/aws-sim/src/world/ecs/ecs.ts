import type { Tag } from '@aws-sdk/client-ecs'
import type { Elb } from '../elb/types.ts'
import type { Logs } from '../logs/logs.ts'
import type { Behaviours } from '../task-app/behaviours.ts'
import type { Network } from '../task-app/network.ts'
import { createRandom } from '../random.ts'
import type { ImagePuller, WorldContext } from '../world.ts'
import { createDeployments } from './deployments.ts'
import { createSay } from './events.ts'
import { createIds } from './ids.ts'
import { pullImages } from './images.ts'
import type { ClusterRecord, ServiceRecord, TaskRecord } from './model.ts'
import { createNativeRequests } from './native/requests.ts'
import { createScheduler } from './scheduler.ts'
import { createServices, type Services } from './services.ts'
import { createTaskDefinitions, type TaskDefinitions } from './task-definitions.ts'
import { createTasks } from './tasks.ts'
import type { EcsBuilders, TaskDefinitionRecord } from './types.ts'

export type EcsDeps = {
  readonly images: ImagePuller
  readonly elb: Elb
  readonly network: Network
  readonly logs: Logs
  readonly behaviours: Behaviours
  /** Of the alarms named, those in state ALARM. */
  readonly alarming: (names: readonly string[]) => readonly string[]
}

/** The container service: builders for scenarios, and what the operations' handlers need. */
export type Ecs = EcsBuilders & {
  readonly clusters: Map<string, ClusterRecord>
  readonly definitions: TaskDefinitions
  readonly services: Services
  /** Adds `tags` to what is there. */
  cluster(name: string, tags?: readonly Tag[]): ClusterRecord
  /** What a cluster of that name is or would be called. */
  arnOfCluster(name: string): string
  /** Null when not there; a name or an ARN. */
  service(cluster: string, service: string): ServiceRecord | null
  /** As StopTask; the scheduler starts another. */
  stopTask(task: TaskRecord, reason: string): void
  reconcile(service: ServiceRecord): void
  /** How long ListTasks goes on saying what was, milliseconds; none by default. */
  listDelay: number
}

const usesTargetGroup = ({ loadBalancers }: ServiceRecord, arn: string): boolean =>
  loadBalancers.some(
    ({ targetGroupArn, advancedConfiguration }) =>
      targetGroupArn === arn || advancedConfiguration?.alternateTargetGroupArn === arn,
  )

const lastPart = (nameOrArn: string): string => nameOrArn.slice(nameOrArn.lastIndexOf('/') + 1)

export const createEcs = (context: WorldContext, deps: EcsDeps): Ecs => {
  const { clock, pace } = context
  const { elb, network, logs, images, behaviours } = deps
  const ids = createIds(context)
  const say = createSay(clock, ids)
  const clusters = new Map<string, ClusterRecord>()
  const definitions = createTaskDefinitions(clock, ids, `arn:aws:iam::${context.accountId}:role/deployer`)
  const deployments = createDeployments(clock, ids, say)
  /** What a swapped-in task runs instead of its task definition's images. */
  let override: string | null = null

  const tasks = createTasks({
    clock,
    pace,
    // Its own source: what callers of the apps make them draw must not change the ids of tasks.
    random: createRandom(context.random.integer(1, 2 ** 31)),
    ids,
    say,
    elb,
    network,
    logs,
    behaviours,
    pull(task) {
      if (override === null) return pullImages(images, task)
      const found = images.pull(override)
      return found === null
        ? `CannotPullContainerError: ${override}: not found`
        : new Map(task.containers.map(({ name }) => [name, found]))
    },
    changed: (service) => scheduler.reconcile(service),
    failed: (task) => scheduler.taskFailed(task),
  })
  const scheduler = createScheduler({
    clock,
    ids,
    pace,
    elb,
    tasks,
    deployments,
    say,
    alarming: deps.alarming,
  })
  const requests = createNativeRequests({ clock, pace, deployments, reconcile: scheduler.reconcile })
  const services = createServices({ clock, ids, say, tasks, deployments, scheduler, requests })

  const allServices = (): ServiceRecord[] =>
    [...clusters.values()].flatMap((cluster) => [...cluster.services.values()])
  const moving = (service: ServiceRecord): boolean =>
    service.status === 'ACTIVE' && (!service.steady || service.deployments[0]?.rolloutState === 'IN_PROGRESS')

  elb.onTargetChange((targetGroupArn, { id }) => {
    for (const service of allServices()) {
      if (!usesTargetGroup(service, targetGroupArn)) continue
      for (const task of service.cluster.tasks.values())
        if (task.service === service && task.ip === id) return scheduler.reconcile(service)
    }
  })
  // Alarms and grace periods change with time alone, so services that move are looked at now and then.
  clock.every(Math.max(1, pace.healthCheckInterval), () => {
    for (const service of allServices()) if (moving(service)) scheduler.reconcile(service)
  })

  const cluster = (name: string, tags: readonly Tag[] = []): ClusterRecord => {
    const known = clusters.get(name)
    if (known !== undefined) return known
    const record: ClusterRecord = {
      arn: ids.cluster(name),
      name,
      status: 'ACTIVE',
      tags: [...tags],
      services: new Map(),
      tasks: new Map(),
    }
    clusters.set(name, record)
    return record
  }
  const findService = (clusterName: string, service: string): ServiceRecord | null =>
    clusters.get(lastPart(clusterName))?.services.get(lastPart(service)) ?? null

  const definitionOf = (reference: string): TaskDefinitionRecord => {
    const found = definitions.find(reference)
    if (found === null) throw new Error(`No task definition ${reference}`)
    return found
  }
  const serviceOf = (clusterName: string, service: string): ServiceRecord => {
    const found = findService(clusterName, service)
    if (found === null) throw new Error(`No service ${clusterName}/${service}`)
    return found
  }

  return {
    clusters,
    listDelay: 0,
    definitions,
    services,
    cluster,
    arnOfCluster: ids.cluster,
    service: findService,
    reconcile: scheduler.reconcile,
    createCluster: cluster,
    registerTaskDefinition: definitions.register,
    createSteadyService: (input) =>
      services.createSteady(cluster(input.cluster), definitionOf(input.taskDefinition), input),
    createBareService: (input) => services.createBare(cluster(input.cluster), input),
    createService: (input) =>
      services.create(cluster(input.cluster), definitionOf(input.taskDefinition), input),
    updateService: (clusterName, service, taskDefinition) =>
      void services.deploy(serviceOf(clusterName, service), definitionOf(taskDefinition)),
    stopTask(task, reason) {
      task.service.steady = false
      tasks.stop(task, 'UserInitiated', reason)
    },
    mixTask(clusterName, name, reference) {
      const service = serviceOf(clusterName, name)
      services.swapTask(service, (deployment) => {
        override = reference
        const placed = tasks.place(service, deployment, clock.now())
        override = null
        return placed
      })
    },
  }
}
