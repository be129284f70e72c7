import type {
  ServiceDeployment,
  ServiceDeploymentLifecycleStage,
  ServiceRevision,
  ServiceRevisionSummary,
} from '@aws-sdk/client-ecs'
import { failureThreshold } from '../../world/ecs/circuit-breaker.ts'
import type { ServiceDeploymentRecord, ServiceRecord, ServiceRevisionRecord } from '../../world/ecs/model.ts'
import { wantedTasks } from '../../world/ecs/native/counts.ts'
import { stageOf } from '../../world/ecs/native/progress.ts'
import { hasTestTraffic } from '../../world/ecs/native/traffic.ts'
import type { NativeProgress } from '../../world/ecs/native/types.ts'
import { tasksOf } from '../../world/ecs/scheduler.ts'
import { time } from './find.ts'
import { countPending, countRunning } from './service-shape.ts'

/** How many tasks were asked for: of a rolling deployment all of the target's, else what the stage wants of each. */
const requestedTasks = (
  service: ServiceRecord,
  one: ServiceDeploymentRecord,
  revision: ServiceRevisionRecord,
): number => {
  if (one.native === null) return revision === one.target ? service.desiredCount : 0
  const [primary] = service.deployments
  const deployment = service.deployments.find((own) => own.revision === revision)
  if (primary?.serviceDeployment !== one || deployment === undefined) return 0
  const active = tasksOf(service).filter(
    (task) => task.deployment === deployment && task.desiredStatus === 'RUNNING',
  )
  return wantedTasks(service, primary, one.native, deployment, active.length)
}

const trafficOf = (
  { native, target }: ServiceDeploymentRecord,
  revision: ServiceRevisionRecord,
): Pick<ServiceRevisionSummary, 'requestedProductionTrafficWeight' | 'requestedTestTrafficWeight'> => {
  if (native === null) return {}
  const { productionPercent, testPercent, base } = native
  const share = (percent: number): number =>
    revision === target ? percent : revision === base ? Math.round((100 - percent) * 10) / 10 : 0
  return {
    requestedProductionTrafficWeight: share(productionPercent),
    // Without a test listener rule there is no test traffic.
    requestedTestTrafficWeight: hasTestTraffic(target) ? share(testPercent) : 0,
  }
}

const summary = (
  service: ServiceRecord,
  one: ServiceDeploymentRecord,
  revision: ServiceRevisionRecord,
): ServiceRevisionSummary => {
  const own = tasksOf(service).filter((task) => task.deployment.revision === revision)
  return {
    arn: revision.arn,
    requestedTaskCount: requestedTasks(service, one, revision),
    runningTaskCount: countRunning(own),
    pendingTaskCount: countPending(own),
    ...trafficOf(one, revision),
  }
}

/**
 * The stage as AWS names it. Its own enumeration has no PRE_PRODUCTION_TRAFFIC_SHIFT, so a pause there shows as the
 * shift that it precedes; a rollback shifts traffic and cleans up.
 */
const lifecycleStage = (native: NativeProgress): ServiceDeploymentLifecycleStage | undefined => {
  if (native.mode === 'returning') return native.returned ? 'CLEAN_UP' : 'PRODUCTION_TRAFFIC_SHIFT'
  const stage = native.mode === 'ended' ? 'CLEAN_UP' : stageOf(native)
  return stage === 'PRE_PRODUCTION_TRAFFIC_SHIFT' ? 'PRODUCTION_TRAFFIC_SHIFT' : (stage ?? undefined)
}

const nativeShape = ({
  native,
  status,
}: ServiceDeploymentRecord): Pick<ServiceDeployment, 'lifecycleStage' | 'lifecycleHookDetails'> => {
  if (native === null) return {}
  return {
    ...(status === 'PENDING' ? {} : { lifecycleStage: lifecycleStage(native) }),
    lifecycleHookDetails: native.hooks.map((hook) => ({
      hookId: hook.hookId,
      targetType: 'PAUSE',
      status: hook.status,
      expiresAt: new Date(hook.expiresAt),
      timeoutAction: hook.timeoutAction,
    })),
  }
}

export const deploymentShape = (service: ServiceRecord, one: ServiceDeploymentRecord): ServiceDeployment => {
  const record = service.deployments.find(({ serviceDeployment }) => serviceDeployment === one)
  const { rollback, configuration } = one
  const { alarms } = configuration
  const watched = one.triggeredAlarms.length > 0 ? 'TRIGGERED' : 'MONITORING'
  return {
    serviceDeploymentArn: one.arn,
    serviceArn: service.arn,
    clusterArn: service.cluster.arn,
    createdAt: time(one.createdAt),
    startedAt: time(one.startedAt),
    finishedAt: time(one.finishedAt),
    stoppedAt: time(one.stoppedAt),
    updatedAt: time(one.updatedAt),
    sourceServiceRevisions: one.sources.map((revision) => summary(service, one, revision)),
    targetServiceRevision: summary(service, one, one.target),
    status: one.status,
    ...(one.statusReason === null ? {} : { statusReason: one.statusReason }),
    ...nativeShape(one),
    deploymentConfiguration: configuration,
    ...(rollback === null
      ? {}
      : {
          rollback: {
            reason: rollback.reason,
            startedAt: new Date(rollback.startedAt),
            serviceRevisionArn: rollback.revision.arn,
          },
        }),
    deploymentCircuitBreaker: {
      status: one.breaker,
      failureCount: record?.breakerFailures ?? 0,
      threshold: failureThreshold(configuration, service.desiredCount),
    },
    alarms: {
      status: alarms?.enable === true ? watched : 'DISABLED',
      alarmNames: alarms?.alarmNames ?? [],
      triggeredAlarmNames: [...one.triggeredAlarms],
    },
  }
}

export const revisionShape = (service: ServiceRecord, revision: ServiceRevisionRecord): ServiceRevision => ({
  serviceRevisionArn: revision.arn,
  serviceArn: service.arn,
  clusterArn: service.cluster.arn,
  taskDefinition: revision.definition.arn,
  launchType: 'FARGATE',
  platformVersion: '1.4.0',
  platformFamily: 'Linux',
  loadBalancers: revision.configuredLoadBalancers.map((one) => ({ ...one })),
  resolvedConfiguration: {
    loadBalancers: revision.loadBalancers.map(({ targetGroupArn, advancedConfiguration: advanced }) => ({
      targetGroupArn,
      ...(advanced === undefined ? {} : { productionListenerRule: advanced.productionListenerRule }),
    })),
  },
  ...(service.networkConfiguration === undefined
    ? {}
    : { networkConfiguration: service.networkConfiguration }),
  containerImages: revision.definition.containers.map(({ name = '', image }) => {
    const imageDigest = revision.digests.get(name)
    return { containerName: name, image, ...(imageDigest === undefined ? {} : { imageDigest }) }
  }),
  guardDutyEnabled: false,
  createdAt: new Date(revision.createdAt),
})
