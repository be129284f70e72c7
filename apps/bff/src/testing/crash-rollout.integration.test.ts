import { afterEach, beforeEach, expect, test } from 'vitest'
import { hasEnded } from './crash-run.ts'
import { expectAuditChain } from './expect-whole.ts'
import { startRolloutCrashWorld, type RolloutCrashWorld } from './rollout-crash-world.ts'

let world: RolloutCrashWorld

beforeEach(async () => {
  world = await startRolloutCrashWorld()
  await world.lockstep.start()
})
afterEach(() => world.close())

const deploy = async (): Promise<string> => {
  const { digest } = world.built.version('next')
  const { id } = await world.api.release({
    kind: 'deploy',
    scope: 'both',
    digest,
    strategy: 'stages',
    invalidationMode: 'frontend-only',
  })
  return id
}
const holdWeights = (kind: 'hold' | 'holdAfter', times = 1) =>
  world.simulator.faults.add({ service: 'elbv2', operation: 'ModifyRule', kind, times })
const untilHeld = (fault: ReturnType<typeof holdWeights>) =>
  world.until(
    'in the middle of a write',
    () => Promise.resolve(fault.held()),
    (held) => held > 0,
  )
const untilStage = (id: string, index: number) =>
  world.until(
    `baking at stage ${index}`,
    () => world.readRollout(id),
    (rollout) => rollout?.stageIndex === index && rollout.phase === 'baking',
  )
const untilEnded = (id: string) => world.until('ended', () => world.api.current(id), hasEnded)

test('killed in every stage, before and after AWS took the weights, a release in stages gets to its end', async () => {
  const seen: number[] = []
  const before = holdWeights('hold')
  const id = await deploy()
  await untilHeld(before)
  await world.lockstep.kill()
  before.drop()
  before()
  expect(world.weight()).toBe(0)
  await world.lockstep.start()
  await untilStage(id, 0)
  seen.push(world.weight())

  const after = holdWeights('holdAfter')
  const skipped = world.skip(id, 0).catch(() => null)
  await untilHeld(after)
  await world.lockstep.kill()
  after.drop()
  after()
  await skipped
  seen.push(world.weight())
  await world.lockstep.start()
  const rollout = await untilStage(id, 1)
  expect(rollout).toMatchObject({ foreign: null, held: null, wantedPercent: 50 })
  await world.restart()
  await world.skip(id, 1)

  await untilStage(id, 2)
  seen.push(world.weight())
  await world.restart()
  await world.skip(id, 2)
  const release = await untilEnded(id)
  expect(release).toMatchObject({ status: 'succeeded' })
  expect(seen).toEqual([10, 50, 100])
  expect(world.weight()).toBe(0)
  await world.lockstep.kill()
  await expectAuditChain(world.lockstep.dataFolder)
})

test('killed while the emergency takes the traffic off, it is off after the restart, and the release ends as aborted', async () => {
  const id = await deploy()
  const revision = (await untilStage(id, 0))?.revision ?? 0
  // Else the next stage's weights might be the ones that are held back.
  expect(await world.api.control(id, { action: 'hold', reason: null, revision })).toMatchObject({
    status: 200,
  })
  // The button's write and those with which the loop repeats it.
  const fault = holdWeights('hold', 50)
  const pressed = world.api.emergency().catch(() => null)
  await untilHeld(fault)
  await world.lockstep.kill()
  fault.drop()
  fault()
  await pressed
  expect(world.weight()).toBeGreaterThan(0)
  await world.lockstep.start()
  const release = await untilEnded(id)
  expect(release).toMatchObject({ status: 'aborted' })
  expect(world.weight()).toBe(0)
  const rollout = await world.readRollout(id)
  expect(rollout?.end).toMatchObject({ how: 'zero', by: 'emergency', probes: [{ ok: true }] })
})
