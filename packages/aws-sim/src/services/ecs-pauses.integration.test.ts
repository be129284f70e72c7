import {
  ContinueServiceDeploymentCommand,
  type DeploymentConfiguration,
  type DeploymentLifecycleHook,
} from '@aws-sdk/client-ecs'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openNativeStage, type NativeTestStage, productionPercent } from './ecs/native-stage.ts'

let stage: NativeTestStage
beforeEach(async () => {
  stage = await openNativeStage()
})
afterEach(() => stage.close())

const pause = (
  lifecycleStages: NonNullable<DeploymentLifecycleHook['lifecycleStages']>,
  timeoutConfiguration?: DeploymentLifecycleHook['timeoutConfiguration'],
): DeploymentLifecycleHook => ({
  targetType: 'PAUSE',
  lifecycleStages,
  ...(timeoutConfiguration === undefined ? {} : { timeoutConfiguration }),
})
const canary = (...lifecycleHooks: DeploymentLifecycleHook[]): DeploymentConfiguration => ({
  strategy: 'CANARY',
  canaryConfiguration: { canaryPercent: 25, canaryBakeTimeInMinutes: 0 },
  lifecycleHooks,
})
const waiting = async () => {
  const one = await stage.untilPaused()
  const hook = one.lifecycleHookDetails?.find(({ status }) => status === 'AWAITING_ACTION')
  return { one, hook, hookId: hook?.hookId ?? '', serviceDeploymentArn: one.serviceDeploymentArn ?? '' }
}
const answer = async (action?: 'CONTINUE' | 'ROLLBACK') => {
  const { hookId, serviceDeploymentArn } = await waiting()
  await stage.ecs.send(
    new ContinueServiceDeploymentCommand({
      serviceDeploymentArn,
      hookId,
      ...(action === undefined ? {} : { action }),
    }),
  )
  return hookId
}

test('pauses before each shift and after the last lead a canary to its end, one continue at a time', async () => {
  await stage.deploy('next', canary(pause(['PRE_PRODUCTION_TRAFFIC_SHIFT', 'POST_PRODUCTION_TRAFFIC_SHIFT'])))
  const seen: unknown[] = []
  const ids = new Set<string>()
  for (const action of ['CONTINUE', undefined, 'CONTINUE'] as const) {
    const { one } = await waiting()
    seen.push([one.lifecycleStage, productionPercent(one)])
    // However long: a pause without a word of its own lasts a day.
    stage.advanceMinutes(600)
    expect(productionPercent(await stage.deployment())).toBe(productionPercent(one))
    ids.add(await answer(action))
  }
  expect(seen).toEqual([
    ['PRODUCTION_TRAFFIC_SHIFT', 0],
    ['PRODUCTION_TRAFFIC_SHIFT', 25],
    ['POST_PRODUCTION_TRAFFIC_SHIFT', 100],
  ])
  expect(ids.size).toBe(3)
  const done = await stage.untilStatus('SUCCESSFUL')
  expect(done.lifecycleHookDetails?.map(({ status }) => status)).toEqual(['SUCCEEDED'])
})

test('a pause says when it ends and what happens then', async () => {
  await stage.deploy('next', canary(pause(['POST_SCALE_UP'], { timeoutInMinutes: 90, action: 'CONTINUE' })))
  const { one, hook } = await waiting()
  expect(one.lifecycleStage).toBe('POST_SCALE_UP')
  expect(hook).toMatchObject({ targetType: 'PAUSE', timeoutAction: 'CONTINUE' })
  expect(hook?.hookId).toMatch(/^ecs-pause-/)
  const left = (hook?.expiresAt?.getTime() ?? 0) - stage.simulator.clock.now()
  expect(left).toBeGreaterThan(89 * 60_000)
  expect(left).toBeLessThanOrEqual(90 * 60_000)
})

test('the stages before green exists can hold a pause', async () => {
  await stage.deploy('next', canary(pause(['PRE_SCALE_UP'])))
  const { one } = await waiting()
  expect(one).toMatchObject({
    lifecycleStage: 'PRE_SCALE_UP',
    targetServiceRevision: { requestedTaskCount: 0, runningTaskCount: 0 },
  })
  await answer()
  await stage.untilStatus('SUCCESSFUL')
})

test('two pauses at one stage must both be answered', async () => {
  await stage.deploy('next', canary(pause(['POST_SCALE_UP']), pause(['POST_SCALE_UP'])))
  await waiting()
  await answer()
  stage.advanceMinutes(5)
  const half = await stage.deployment()
  expect(half.lifecycleHookDetails?.map(({ status }) => status)).toEqual(['SUCCEEDED', 'AWAITING_ACTION'])
  expect(half.lifecycleStage).toBe('POST_SCALE_UP')
  await answer()
  await stage.untilStatus('SUCCESSFUL')
})

test('the action ROLLBACK brings all traffic back', async () => {
  await stage.deploy('next', canary(pause(['PRE_PRODUCTION_TRAFFIC_SHIFT'])))
  await answer()
  expect(productionPercent((await waiting()).one)).toBe(25)
  await answer('ROLLBACK')
  expect((await stage.deployment()).status).toBe('ROLLBACK_REQUESTED')
  const back = await stage.until((one) => productionPercent(one) === 0)
  expect(back).toMatchObject({
    status: 'ROLLBACK_IN_PROGRESS',
    rollback: { serviceRevisionArn: back.sourceServiceRevisions?.[0]?.arn },
  })
  expect(await stage.weights()).toEqual([100, 0])
  await stage.untilStatus('ROLLBACK_SUCCESSFUL')
  expect(await stage.answers('current', 20)).toEqual({ own: 20, failed: 0 })
  expect((await stage.service())?.runningCount).toBe(2)
})

describe('a pause that nobody answers', () => {
  test('continues when told to', async () => {
    const hook = pause(['PRE_PRODUCTION_TRAFFIC_SHIFT'], { timeoutInMinutes: 30, action: 'CONTINUE' })
    await stage.deploy('next', canary(hook))
    await waiting()
    stage.advanceMinutes(30)
    expect(productionPercent((await waiting()).one)).toBe(25)
    stage.advanceMinutes(30)
    const last = await stage.deployment()
    expect(productionPercent(last)).toBe(100)
    expect(last.lifecycleHookDetails?.map(({ status }) => status)).toEqual(['TIMED_OUT'])
    await stage.untilStatus('SUCCESSFUL')
  })

  test('rolls back when told to, and after a day when told nothing', async () => {
    await stage.deploy('next', canary(pause(['PRE_PRODUCTION_TRAFFIC_SHIFT'])))
    await answer()
    await waiting()
    stage.advanceMinutes(24 * 60 - 1)
    expect((await stage.deployment()).status).toBe('IN_PROGRESS')
    stage.advanceMinutes(1)
    const back = await stage.deployment()
    expect(back).toMatchObject({ status: 'ROLLBACK_IN_PROGRESS' })
    expect(back.rollback?.reason).toContain('timed out')
    expect(await stage.weights()).toEqual([100, 0])
    await stage.untilStatus('ROLLBACK_SUCCESSFUL')
  })
})

describe('an answer is refused', () => {
  test.each([
    ['for a hook that is not there', { hookId: 'ecs-pause-x' }, 'InvalidParameterException'],
    [
      'for a deployment that is not there',
      { serviceDeploymentArn: 'arn:x' },
      'ServiceDeploymentNotFoundException',
    ],
  ])('%s', async (_, change, name) => {
    await stage.deploy('next', canary(pause(['PRE_SCALE_UP'])))
    const { hookId, serviceDeploymentArn } = await waiting()
    const command = new ContinueServiceDeploymentCommand({ serviceDeploymentArn, hookId, ...change })
    await expect(stage.ecs.send(command)).rejects.toMatchObject({ name })
    await waiting()
  })

  test('when it comes a second time', async () => {
    await stage.deploy('next', canary(pause(['PRE_SCALE_UP'])))
    const { hookId, serviceDeploymentArn } = await waiting()
    await answer()
    const command = new ContinueServiceDeploymentCommand({ serviceDeploymentArn, hookId })
    await expect(stage.ecs.send(command)).rejects.toMatchObject({ name: 'InvalidParameterException' })
  })
})
