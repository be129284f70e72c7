import type { Simulator } from '@lockstep/aws-sim'
import type { PairedEnvironment } from '@lockstep/aws-sim/scenarios/paired/build-environment'
import type { ReleaseStepId } from '@lockstep/shared-types/release'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createEdgeFileReader } from '../adapters/http-probe/edge-file-reader.ts'
import { createHttpProbe } from '../adapters/http-probe/http-probe.ts'
import { probeHosts } from '../adapters/http-probe/probe-host.ts'
import type { Store } from '../adapters/store/store.ts'
import { systemClock } from '../domain/clock.ts'
import type { RolloutStage } from '@lockstep/shared-types/gate'
import { openPreparedStore } from './testing/prepared-store.ts'
import { ana, startReleaseRig, startReleaseSimulator, type ReleaseRig } from './testing/release-rig.ts'
import { driverOf, heldAt, passedAt, rolloutBy } from './testing/staged-config.ts'

let simulator: Simulator<PairedEnvironment>
let store: Store
let rig: ReleaseRig | null = null

beforeEach(async () => {
  ;[simulator, store] = await Promise.all([startReleaseSimulator({ rollout: 'paired' }), openPreparedStore()])
})
afterEach(async () => {
  await rig?.stop()
  await store.close()
  await simulator.close()
})

const built = (): PairedEnvironment => {
  if (simulator.scenario === undefined) throw new Error('the simulator has no scenario')
  return simulator.scenario
}
const start = async (stages: readonly RolloutStage[]): Promise<ReleaseRig> => {
  rig = await startReleaseRig({ store, simulator, rollout: rolloutBy(driverOf(simulator, 'paired'), stages) })
  return rig
}
const versionOf = (name: string) => built().version(name).version
const request = (name: string) =>
  ({
    kind: 'deploy',
    scope: 'both',
    digest: built().version(name).digest,
    invalidationMode: 'frontend-only',
  }) as const
const stored = (key: string): string | null =>
  simulator.world.s3.get(built().bucket, key)?.body.toString() ?? null
const candidateTasks = (): number | undefined =>
  simulator.world.ecs.service(built().cluster, built().rollout?.candidate?.service ?? '')?.desiredCount
const page = async (): Promise<string> => await (await fetch(`${built().siteUrl}/`)).text()

/** Starts a deploy of `next`, and gives it when the step has begun. */
async function deployUntil(running: ReleaseRig, step: ReleaseStepId): Promise<string> {
  const { id } = await running.release(request('next'))
  await running.until(id, ({ steps }) =>
    steps.some((one) => one.id === step && (one.state === 'running' || one.state === 'succeeded')),
  )
  return id
}

test('while everybody is on the candidate, the site in the bucket and what Lockstep reads of it stay the baseline', async () => {
  const running = await start([heldAt(100)])
  const before = { index: stored('index.html'), version: stored('version.txt') }
  const id = await deployUntil(running, 'rollout')
  await running.until(id, ({ outcome }) => outcome.includes('100'))
  await expect.poll(page, { timeout: 10_000 }).toContain(versionOf('next'))
  expect({ index: stored('index.html'), version: stored('version.txt') }).toEqual(before)
  expect(stored('candidate/index.html')).toContain(versionOf('next'))
  expect(stored('candidate/version.txt')).toContain(versionOf('next'))
  const probe = createHttpProbe({
    allowedHosts: probeHosts([running.environment]),
    timeoutMilliseconds: 5_000,
    maxBytes: 1_000_000,
  })
  const { read } = createEdgeFileReader(probe, systemClock)
  for (const path of ['index.html', 'version.txt'])
    expect(await read(running.environment, { path, maxBytes: 100_000, knownEtag: null })).toMatchObject({
      value: { text: expect.stringContaining(versionOf('current')) },
    })

  await running.parts.verbs.abortRelease({ releaseId: id, reason: 'A test.', actor: ana })
  const ended = await running.untilEnded(id)
  expect(ended).toMatchObject({
    status: 'aborted',
    outcome: expect.stringContaining(`${versionOf('current')} serves.`),
  })
  expect(candidateTasks()).toBe(0)
  await expect.poll(page, { timeout: 10_000 }).toContain(versionOf('current'))
})

test('a candidate whose pages another pipeline takes out of the bucket is held, and not widened', async () => {
  const running = await start([heldAt(10), heldAt(100)])
  const id = await deployUntil(running, 'rollout')
  await running.until(id, ({ outcome }) => outcome.startsWith('At 10 %'))
  simulator.world.s3.bucket(built().bucket)?.delete('candidate/index.html')
  const held = await running.until(id, ({ outcome }) => outcome.startsWith('Held at 10 %'))
  expect(held.outcome).toContain('candidate/index.html')
})

test.each(['candidate-update', 'candidate-publish'] as const)(
  'an abort at %s takes the candidate away, and says that everybody has the version before',
  async (step) => {
    const running = await start([heldAt(10)])
    const id = await deployUntil(running, step)
    await running.parts.verbs.abortRelease({ releaseId: id, reason: 'A test.', actor: ana })
    const ended = await running.untilEnded(id)
    expect(ended.outcome).toMatch(
      new RegExp(
        `^Ana aborted the release: A test. (Nothing was changed.|All traffic is on ${versionOf('current')}; the candidate ${versionOf('next')} gets none.|.* ${versionOf('current')} serves.)$`,
      ),
    )
    expect(candidateTasks()).toBe(0)
    expect(stored('version.txt')).toContain(versionOf('current'))
  },
)

test('after a release in stages nothing of the candidate is left, and a rollback brings the version before', async () => {
  const running = await start([passedAt(50), passedAt(100)])
  const first = await running.untilEnded((await running.release(request('next'))).id)
  expect(first).toMatchObject({ status: 'succeeded', outcome: `Both halves run ${versionOf('next')}.` })
  expect(candidateTasks()).toBe(0)
  expect(stored('index.html')).toContain(versionOf('next'))
  expect([stored('candidate/index.html'), stored('candidate/version.txt')]).toEqual([null, null])

  const { digest } = built().version('current')
  const back = await running.release({ kind: 'rollback', scope: 'both', digest, emergency: false })
  expect(await running.untilEnded(back.id)).toMatchObject({
    status: 'succeeded',
    rollbackOf: first.id,
    outcome: `Both halves run ${versionOf('current')}.`,
  })
  expect(await page()).toContain(versionOf('current'))
})
