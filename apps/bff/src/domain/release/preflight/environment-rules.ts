import { commonDigest } from '../../drift/common-digest.ts'
import { isDeploying } from '../../drift/deployment.ts'
import type { ServiceState } from '../../drift/observation.ts'
import { neverRolls } from '../../drift/roll-limits.ts'
import { runningArtifact } from '../../drift/versions.ts'
import { shortTaskDefinition, withoutFullStop } from '../../drift/words.ts'
import {
  touchesBackend,
  touchesFrontend,
  type Finding,
  type PreflightFacts,
  type PreflightRule,
} from './preflight-facts.ts'

/** The deployment is not complete only because old tasks finish their requests, for which nobody needs to wait. */
const onlyDrains = ({ deployments, running, desired }: ServiceState): boolean =>
  running >= desired &&
  deployments.every((one) =>
    one.status === 'PRIMARY'
      ? one.rolloutState !== 'FAILED' && one.running >= one.desired && one.failedTasks === 0
      : one.desired === 0 && one.running === 0,
  ) &&
  deployments.length > 1

/** Who else may replace the tasks of a service, as AWS calls it and as people do. */
const controllerWords: Readonly<Record<string, string>> = {
  CODE_DEPLOY: 'AWS CodeDeploy (CODE_DEPLOY)',
  EXTERNAL: 'an external controller (EXTERNAL)',
}

/** ECS starts all new tasks beside the old ones and shifts the traffic. */
const isShifted = ({ shape, environment }: PreflightFacts): boolean =>
  shape.strategy === 'stages' && environment.rollout?.driver.type === 'ecs-native'

/** Nothing else replaces tasks now. Going back must stay possible while a bad deployment is still rolling. */
export const serviceSteady: PreflightRule = {
  id: 'service-steady',
  overridable: true,
  find(facts) {
    if (!touchesBackend(facts)) return null
    const { observation, environment, shape } = facts
    const { service } = observation
    const name = `${environment.backend.cluster}/${environment.backend.service}`
    if (service.state === 'absent')
      return { status: 'fail', overridable: false, sentence: `There is no ECS service ${name}.` }
    if (service.state === 'unreadable')
      return {
        status: 'unknown',
        sentence: `The ECS service could not be read: ${service.problem.title}`,
        problem: service.problem,
      }
    const { running, desired, status, controller } = service.value
    if (status !== 'ACTIVE')
      return {
        status: 'fail',
        overridable: false,
        expected: 'ACTIVE',
        observed: status,
        sentence: `The ECS service ${name} is being deleted (${status}): it takes no new version.`,
      }
    if (controller !== 'ECS')
      return {
        status: 'fail',
        overridable: false,
        expected: 'ECS',
        observed: controller,
        sentence: `The ECS service ${name} is deployed by ${controllerWords[controller] ?? controller}, not by ECS itself: ECS refuses to let Lockstep change what it runs.`,
      }
    if (desired === 0)
      return {
        status: 'warn',
        expected: 'at least 1 task',
        observed: 'scaled to zero',
        sentence: `The service ${name} is scaled to zero: no task of the new version will start, and nothing will show whether it is healthy.`,
      }
    const observed = `${running} of ${desired} tasks run`
    const never = isShifted(facts) ? null : neverRolls(service.value)
    if (never !== null)
      return {
        status: shape.kind === 'rollback' ? 'warn' : 'fail',
        expected: 'tasks that ECS may replace',
        observed,
        sentence: `ECS can never replace the tasks of ${name}: it may ${never.sentence}. ${never.remedy}`,
      }
    const gaveUp = service.value.deployments.find(({ rolloutState }) => rolloutState === 'FAILED')
    if (gaveUp !== undefined)
      return {
        status: shape.kind === 'rollback' || running >= desired ? 'warn' : 'fail',
        expected: 'steady',
        observed,
        sentence: `ECS gave the last deployment of ${name} up (${shortTaskDefinition(gaveUp.taskDefinitionArn)}): ${withoutFullStop(gaveUp.rolloutReason ?? 'no reason given')}. ${observed}.`,
      }
    if (!isDeploying(service.value) && running >= desired)
      return { status: 'ok', observed, sentence: `The service is steady: ${observed}.` }
    if (onlyDrains(service.value))
      return {
        status: 'warn',
        observed,
        sentence: `${observed}; old tasks of ${name} still finish the requests that they have.`,
      }
    return {
      status: shape.kind === 'rollback' ? 'warn' : 'fail',
      expected: 'steady',
      observed,
      sentence: `The service ${name} is not steady: ${observed}${isDeploying(service.value) ? ', and ECS is replacing tasks' : ''}.`,
    }
  },
}

export const distributionEnabled: PreflightRule = {
  id: 'distribution-enabled',
  overridable: false,
  find(facts) {
    if (!touchesFrontend(facts)) return null
    const { distribution } = facts.observation
    const { distributionId } = facts.environment.frontend
    if (distribution.state === 'absent')
      return { status: 'fail', sentence: `There is no distribution ${distributionId}.` }
    if (distribution.state === 'unreadable')
      return {
        status: 'unknown',
        sentence: `The distribution could not be read: ${distribution.problem.title}`,
        problem: distribution.problem,
      }
    return distribution.value.enabled
      ? { status: 'ok', sentence: `The distribution ${distributionId} is enabled.` }
      : {
          status: 'fail',
          expected: 'enabled',
          observed: 'disabled',
          sentence: `The distribution ${distributionId} is disabled.`,
        }
  },
}

export const bucketWritable: PreflightRule = {
  id: 'bucket-writable',
  overridable: false,
  find({ bucket, environment }) {
    if (bucket === null) return null
    const { bucket: name } = environment.frontend
    if (bucket.ok) return { status: 'ok', sentence: `The bucket ${name} takes files from Lockstep.` }
    const certain = ['aws-access-denied', 'aws-not-found', 'aws-rejected'].includes(bucket.problem.code)
    return {
      status: certain ? 'fail' : 'unknown',
      observed: bucket.problem.detail,
      sentence: `The bucket ${name} does not take files from Lockstep: ${bucket.problem.title}`,
      problem: bucket.problem,
    }
  },
}

export const noActiveRelease = {
  id: 'no-active-release',
  overridable: false,
  find: ({ activeReleaseId }: Pick<PreflightFacts, 'activeReleaseId'>): Finding =>
    activeReleaseId === null
      ? { status: 'ok', sentence: 'No other release runs here.' }
      : {
          status: 'fail',
          observed: activeReleaseId,
          sentence:
            'Another release runs here now: wait for it or abort it, then plan again. Emergency stops it and goes back at once.',
        },
} as const

/** A deploy needs a way back: the version that runs now, which a rollback would bring back, still has its image. */
export const rollbackReady: PreflightRule = {
  id: 'rollback-ready',
  overridable: true,
  find({ shape, observation, environment }) {
    if (shape.kind !== 'deploy') return null
    const running = runningArtifact(observation, environment)
    if (running !== null)
      return {
        status: 'ok',
        observed: running.version,
        sentence: `A rollback can bring back ${running.version}: its image is in the registry.`,
      }
    // No reason to stop: the first release of an environment has nothing to go back to, and a repair may have to go on.
    const { runningImage, tasks } = observation
    if (runningImage.state === 'unreadable')
      return {
        status: 'warn',
        sentence: `Whether a rollback would be possible could not be told: ${runningImage.problem.title}`,
      }
    const runs = tasks.state === 'read' && commonDigest(tasks.value) !== null
    return {
      status: 'warn',
      sentence: runs
        ? 'The image that runs now is gone from the registry: a rollback could not bring it back.'
        : 'Nothing runs here now that a rollback could bring back.',
    }
  },
}
