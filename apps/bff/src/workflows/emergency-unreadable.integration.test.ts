import type { Simulator } from '@lockstep/aws-sim'
import type { PairedEnvironment } from '@lockstep/aws-sim/scenarios/paired/build-environment'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Store } from '../adapters/store/store.ts'
import { ben } from '../domain/rollout/testing/rollout-fixture.ts'
import { openPreparedStore } from './testing/prepared-store.ts'
import { startReleaseRig, startReleaseSimulator, type ReleaseRig } from './testing/release-rig.ts'

let simulator: Simulator<PairedEnvironment>
let store: Store
let rig: ReleaseRig

beforeEach(async () => {
  ;[simulator, store] = await Promise.all([startReleaseSimulator(), openPreparedStore()])
  rig = await startReleaseRig({ store, simulator })
})
afterEach(async () => {
  await rig.stop()
  await store.close()
  await simulator.close()
})

test('an emergency begins while AWS lets nothing be read, says what is not proven, and ends well', async () => {
  const built = simulator.scenario
  if (built === undefined) throw new Error('nothing was built')
  const container = () =>
    simulator.world.ecs.service(built.cluster, built.service)?.deployments[0]?.revision.definition
      .containers[0]
  const before = container()?.environment
  const { digest } = built.version('next')
  const { id } = await rig.release({
    kind: 'deploy',
    scope: 'both',
    digest,
    invalidationMode: 'frontend-only',
  })
  await rig.until(id, ({ steps }) =>
    steps.some((step) => step.id === 'frontend-publish' && step.state === 'succeeded'),
  )
  const services = ['ecr', 'ecs', 'cloudfront', 's3']
  const faults = services.map((service) =>
    simulator.faults.add({ service, operation: '*', kind: 'throttle' }),
  )
  const answered = await rig.rollouts.emergency({
    ref: rig.environment,
    actor: ben,
    reason: null,
    idempotencyKey: 'one',
  })
  for (const lift of faults) lift()
  const { version, digest: wanted } = built.version('current')
  expect(answered).toMatchObject({
    ok: true,
    value: {
      effect: 'rollback',
      sentence: expect.stringMatching(
        new RegExp(
          `^The rollback to ${version} is under way. Not proven beforehand: The registry could not be`,
        ),
      ),
    },
  })
  const ended = await rig.untilEnded(answered.ok ? answered.value.releaseId : '')
  expect(ended).toMatchObject({ status: 'succeeded', artifact: { version }, overrides: [] })
  // Made up for when it ran: the plan could read neither the service nor its definition.
  expect(container()).toMatchObject({ image: expect.stringContaining(wanted), environment: before })
})
