import { ECSClient, UpdateServiceCommand } from '@aws-sdk/client-ecs'
import type { Simulator } from '@lockstep/aws-sim'
import type { PairedEnvironment } from '@lockstep/aws-sim/scenarios/paired/build-environment'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Store } from '../adapters/store/store.ts'
import { stage } from '../domain/rollout/testing/rollout-fixture.ts'
import { openPreparedStore } from './testing/prepared-store.ts'
import { ana, startReleaseSimulator } from './testing/release-rig.ts'
import { startRolloutRig, type RolloutRig } from './testing/rollout-rig.ts'

let simulator: Simulator<PairedEnvironment>
let store: Store
let rig: RolloutRig
let ecs: ECSClient

beforeEach(async () => {
  ;[simulator, store] = await Promise.all([
    startReleaseSimulator({ rollout: 'alb-weights' }),
    openPreparedStore(),
  ])
  rig = await startRolloutRig({ store, simulator, stages: [stage(50, { bakeSeconds: 3600 }), stage(100)] })
  ecs = new ECSClient({ region: rig.environment.aws.region })
})
afterEach(async () => {
  ecs.destroy()
  await rig.stop()
  await store.close()
  await simulator.close()
})

const built = (): PairedEnvironment => {
  if (simulator.scenario === undefined) throw new Error('the simulator has no scenario')
  return simulator.scenario
}
const scaleMain = (desiredCount: number) =>
  ecs.send(new UpdateServiceCommand({ cluster: built().cluster, service: built().service, desiredCount }))

test('an abort waits while main has no healthy target: everybody may still be sent to the candidate', async () => {
  const { id } = await rig.deploy('next')
  await rig.untilRollout(id, ({ phase }) => phase === 'baking')
  await scaleMain(0)
  const held = await rig.untilRollout(id, ({ phase }) => phase === 'held')
  expect(held).toMatchObject({ wantedPercent: 50, problem: { code: 'no-healthy-target' } })
  await rig.parts.verbs.abortRelease({ releaseId: id, reason: 'A test.', actor: ana })
  const log = async () => JSON.stringify(await rig.parts.verbs.listReleaseLog(id, { after: 0, limit: 500 }))
  await expect.poll(log, { timeout: 20_000 }).toContain('The abort waits. The baseline has no healthy target')
  expect(await rig.rollout(id)).toMatchObject({ wantedPercent: 50, phase: 'held' })

  await scaleMain(2)
  expect(await rig.untilEnded(id)).toMatchObject({ status: 'aborted' })
  expect(rig.weight()).toBe(0)
})

test('the candidate grows with main while it has traffic, and main keeps its own number of tasks', async () => {
  const { id } = await rig.deploy('next')
  await rig.untilRollout(id, ({ phase }) => phase === 'baking')
  await scaleMain(5)
  const tasks = (service: string | undefined) =>
    simulator.world.ecs.service(built().cluster, service ?? '')?.desiredCount
  const candidate = built().rollout?.candidate?.service
  await expect.poll(() => tasks(candidate), { timeout: 20_000 }).toBe(5)
  expect(await rig.rollout(id)).toMatchObject({ foreign: null, held: null })
  // Fewer would serve worse: whoever is on the candidate keeps what there is.
  await scaleMain(3)
  await rig.press(id, { action: 'to-zero', reason: 'Enough.' })
  await rig.untilEnded(id)
  expect([tasks(built().service), tasks(candidate)]).toEqual([3, 0])
})
