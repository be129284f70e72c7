import type { FaultRule } from '@lockstep/aws-sim/faults/fault-rule'
import type { PairedEnvironment } from '@lockstep/aws-sim/scenarios/paired/build-environment'
import type { PushedVersion } from '@lockstep/aws-sim/scenarios/paired/push-versions'
import type { ReleaseStepId } from '@lockstep/shared-types/release'
import { served, steady } from './crash-world.ts'

/** A moment in the middle of a step at which the process is killed. */
export type KillPoint = {
  readonly step: ReleaseStepId
  /** The call that the step makes when it is killed; null kills a step that waits for AWS, whose time stands still. */
  readonly call: FaultRule | null
  /** Virtual time that the step before needs to end, in milliseconds. */
  readonly advance?: number
  /** Tried by `npm test` too: where a repeat would do the most harm, and what the others need to get on. */
  readonly sample?: true
}

/** Every step once or more; where a call changes AWS: before it has its effect, and when only its answer is missing. */
export function killPoints(built: PairedEnvironment, version: PushedVersion): readonly KillPoint[] {
  const entry = version.site?.entryPath ?? ''
  const held = (service: string, operation: string, where?: FaultRule['where']): FaultRule => ({
    service,
    operation,
    kind: 'hold',
    ...(where === undefined ? {} : { where }),
  })
  const answerHeld = (...call: Parameters<typeof held>): FaultRule => ({
    ...held(...call),
    kind: 'holdAfter',
  })
  const door = (half: 'api' | 'site', path: string) =>
    held('door', `storefront-${built.environmentId}-${half}`, { path })
  return [
    { step: 'preflight', call: held('s3', 'HeadBucket') },
    { step: 'backend-update', call: held('ecs', 'RegisterTaskDefinition') },
    { step: 'backend-update', call: answerHeld('ecs', 'RegisterTaskDefinition') },
    { step: 'backend-update', call: held('ecs', 'UpdateService') },
    { step: 'backend-update', call: answerHeld('ecs', 'UpdateService'), sample: true },
    { step: 'backend-start', call: null },
    {
      step: 'frontend-publish',
      call: held('s3', 'PutObject', { Key: entry }),
      advance: served,
      sample: true,
    },
    { step: 'frontend-publish', call: answerHeld('s3', 'PutObject', { Key: entry }) },
    { step: 'frontend-publish', call: answerHeld('s3', 'PutObject', { Key: 'index.html' }) },
    { step: 'frontend-publish', call: held('s3', 'PutObject', { Key: 'version.txt' }) },
    { step: 'invalidate', call: held('cloudfront', 'CreateInvalidation') },
    { step: 'invalidate', call: answerHeld('cloudfront', 'CreateInvalidation'), sample: true },
    { step: 'backend-steady', call: null },
    { step: 'health', call: door('api', '/health'), advance: steady, sample: true },
    { step: 'invalidation-done', call: held('cloudfront', 'GetInvalidation') },
    { step: 'edge-version', call: door('site', '/version.txt') },
    { step: 'endpoint', call: held('ecs', 'ListTasks') },
    { step: 'watch', call: held('cloudwatch', 'GetMetricData') },
    { step: 'tidy', call: held('s3', 'ListObjectsV2') },
    { step: 'tidy', call: held('s3', 'DeleteObjects') },
    { step: 'tidy', call: answerHeld('s3', 'DeleteObjects'), sample: true },
  ]
}
