import { startSimulator, type Simulator } from '@lockstep/aws-sim'
import { buildNativeApp, type NativeEnvironment } from '@lockstep/aws-sim/scenarios/build-native-app'
import { paces } from '@lockstep/aws-sim/world/pace'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Store } from '../adapters/store/store.ts'
import type { RolloutStage } from '@lockstep/shared-types/gate'
import { openPreparedStore } from './testing/prepared-store.ts'
import { ana, startReleaseRig, type ReleaseRig } from './testing/release-rig.ts'
import { heldAt, passedAt, rolloutBy } from './testing/staged-config.ts'

let simulator: Simulator<NativeEnvironment>
let store: Store
let rig: ReleaseRig | null = null

beforeEach(async () => {
  ;[simulator, store] = await Promise.all([
    startSimulator({ seed: 11, pace: paces.fast, scenario: (world) => buildNativeApp(world) }),
    openPreparedStore(),
  ])
})
afterEach(async () => {
  await rig?.stop()
  await store.close()
  await simulator.close()
})

const built = (): NativeEnvironment => {
  if (simulator.scenario === undefined) throw new Error('the simulator has no scenario')
  return simulator.scenario
}
const start = async (stages: readonly RolloutStage[]): Promise<ReleaseRig> => {
  const driver = {
    type: 'ecs-native',
    strategy: 'CANARY',
    stepPercent: 10,
    pauseTimeoutSeconds: 7200,
  } as const
  rig = await startReleaseRig({ store, simulator, rollout: rolloutBy(driver, stages) })
  return rig
}
const backend = (name: string) =>
  ({
    kind: 'deploy',
    scope: 'backend',
    digest: built().version(name).digest,
    invalidationMode: 'frontend-only',
  }) as const
const versionOf = (name: string) => built().version(name).version
const served = async (): Promise<string> =>
  ((await (await fetch(`${built().apiUrl}/version`)).json()) as { version: string }).version

test('an abort before the rollout begins has ECS go back at once', async () => {
  const running = await start([heldAt(10), heldAt(100)])
  const { id } = await running.release(backend('next'))
  await running.until(id, ({ steps }) =>
    steps.some((step) => step.id === 'backend-update' && step.state !== 'pending'),
  )
  await running.parts.verbs.abortRelease({ releaseId: id, reason: 'A test.', actor: ana })
  const ended = await running.untilEnded(id)
  expect(ended).toMatchObject({ status: 'aborted' })
  expect(ended.outcome).toMatch(/Nothing was changed|All traffic is on|serves/)
  const deployments = () => simulator.world.ecs.service(built().cluster, built().service)?.deployments.length
  await expect.poll(deployments, { timeout: 20_000 }).toBe(1)
  expect(await served()).toBe(versionOf('current'))
})

test('the version that runs can be deployed in stages, and what follows all at once waits for nobody', async () => {
  const running = await start([passedAt(10), passedAt(100)])
  const again = await running.untilEnded((await running.release(backend('current'))).id)
  expect(again).toMatchObject({ status: 'succeeded' })
  const next = await running.untilEnded((await running.release(backend('next'))).id)
  expect(next).toMatchObject({ status: 'succeeded' })
  expect(next.outcome).toContain(`The backend runs ${versionOf('next')}.`)
  expect(await served()).toBe(versionOf('next'))

  const { digest } = built().version('current')
  const back = await running.release({ kind: 'rollback', scope: 'backend', digest, emergency: true })
  expect(await running.untilEnded(back.id)).toMatchObject({ status: 'succeeded', rollbackOf: next.id })
  expect(await served()).toBe(versionOf('current'))
})
