import { describe, expect, it } from 'vitest'
import { startRolloutWorld } from '../testing/rollout-world.ts'
import {
  createDrivers,
  manyPercentages,
  measureShare,
  releaseId,
  withRollout,
  type TrafficRig,
} from '../testing/traffic-rig.ts'
import { trafficDriverContract } from '../traffic-driver.contract.ts'

async function start({ idle }: { readonly idle: boolean }) {
  const world = await startRolloutWorld({ rollout: 'cloudfront-cohort', idle })
  const { simulator, cohort, environment: plain, loadPage } = world
  if (cohort === null) throw new Error('there is no cohort')
  const { keyValueStore, candidatePrefix } = cohort
  const environment = withRollout(plain, {
    type: 'cloudfront-cohort',
    cohort: { keyValueStore, candidatePrefix },
  })
  const { stores } = simulator.world.cloudfront
  const store = stores.get(cohort.keyValueStoreArn)
  if (store === undefined) throw new Error('there is no store')
  const put = (value: string) =>
    simulator.world.cloudfront.changeStore(store, store.etag, [{ key: 'cohort', value }])
  const drivers = createDrivers(environment)
  const rig: TrafficRig = {
    ...drivers,
    requests: simulator.requests,
    faults: simulator.faults,
    target: { environment, releaseId, startedAt: new Date().toISOString() },
    percentages: [10, 50, 12.34, 100, 33.33],
    more: manyPercentages,
    writes: ['PutKey'],
    tolerance: 12,
    settle: world.settle,
    measure: () => measureShare(async () => (await loadPage()).version === 'next'),
    async changeByHand() {
      put(JSON.stringify({ rollout: 'y6n0abcd', percent: 73, prefix: 'candidate/' }))
      return 73
    },
    remove() {
      stores.delete(cohort.keyValueStoreArn)
      return keyValueStore
    },
    leftovers: async () => [...store.entries.keys()],
    close() {
      drivers.close()
      void simulator.close()
    },
  }
  return { ...world, rig, store, put }
}

describe('the cohort of a key-value store', () => {
  trafficDriverContract(async ({ idle }) => (await start({ idle })).rig)
})

it('only adds visitors while the share grows, and only removes them while it falls', async () => {
  const { rig, settle, loadPage } = await start({ idle: false })
  const driver = rig.createDriver()
  let visitors = Array.from({ length: 120 }, () => ({ version: 'current', cookie: '' }))
  const move = async (percent: number): Promise<number[]> => {
    await driver.write(rig.target, percent, { urgent: false })
    await settle()
    visitors = await Promise.all(visitors.map(({ cookie }) => loadPage(cookie)))
    return visitors.flatMap(({ version }, index) => (version === 'next' ? [index] : []))
  }
  const [twenty, sixty, thirty] = [await move(20), await move(60), await move(30)]
  expect(thirty).toEqual(expect.arrayContaining(twenty))
  expect(sixty).toEqual(expect.arrayContaining(thirty))
  expect(sixty.length).toBeGreaterThan(thirty.length)
  rig.close()
})

it('writes again when somebody else wrote in between, and keeps what they added', async () => {
  const { rig, simulator, store, put } = await start({ idle: true })
  put(JSON.stringify({ rollout: 'before', percent: 0, prefix: 'old/', domain: 'shop.example' }))
  simulator.faults.add({ service: '*', operation: 'PutKey', kind: 'hold', times: 1 })
  const held = simulator.requests.next({ operation: 'PutKey' })
  const writing = rig.createDriver().write(rig.target, 10, { urgent: false })
  await held
  put(JSON.stringify({ rollout: 'before', percent: 0, prefix: 'old/', domain: 'other.example' }))
  simulator.faults.clear()
  expect(await writing).toMatchObject({ ok: true, value: { percent: 10 } })
  expect(JSON.parse(store.entries.get('cohort') ?? '')).toEqual({
    rollout: 'y6n0abcd',
    percent: 10,
    prefix: 'candidate/',
    domain: 'other.example',
  })
  expect(rig.requests.list({ operation: 'PutKey' }).map(({ errorCode }) => errorCode)).toEqual([
    'ConflictException',
    null,
  ])
  rig.close()
})

it("overwrites and removes nothing that is not Lockstep's", async () => {
  const { rig, store, put } = await start({ idle: true })
  put('{"theirs":true}')
  const driver = rig.createDriver()
  expect(await driver.read(rig.target)).toMatchObject({ ok: true, value: { percent: 0 } })
  const written = await driver.write(rig.target, 10, { urgent: false })
  expect(written).toMatchObject({ ok: false, problem: { code: 'rollout-foreign' } })
  expect(await driver.write(rig.target, 0, { urgent: true })).toMatchObject({ ok: true })
  expect(await driver.finish(rig.target)).toMatchObject({ ok: true })
  expect(store.entries.get('cohort')).toBe('{"theirs":true}')
  rig.close()
})

it('says before a rollout which function is missing, and which store it does not read', async () => {
  const { rig, simulator, environment } = await start({ idle: true })
  const { cloudfront } = simulator.world
  const other = cloudfront.createFunction({
    name: 'redirects',
    code: 'function handler(e) { return e.request }',
  })
  cloudfront.associate(environment.frontend.distributionId, { 'viewer-request': other.arn })
  const checked = await rig.createDriver().check(environment)
  const sentences = checked.ok ? checked.value.filter(({ ok }) => !ok).map(({ sentence }) => sentence) : []
  expect(sentences).toEqual([
    expect.stringContaining('has no function for viewer-response'),
    expect.stringContaining('The function redirects does not read'),
  ])
  rig.close()
})

it('says before a rollout that the functions would take no pages from such a prefix', async () => {
  const { rig, environment: plain, cohort } = await start({ idle: true })
  const environment = withRollout(plain, {
    type: 'cloudfront-cohort',
    cohort: { keyValueStore: cohort?.keyValueStore ?? '', candidatePrefix: '_next/' },
  })
  const drivers = createDrivers(environment)
  const checked = await drivers.createDriver().check(environment)
  const sentences = checked.ok ? checked.value.filter(({ ok }) => !ok).map(({ sentence }) => sentence) : []
  expect(sentences).toEqual([expect.stringContaining('serve no pages from _next/')])
  drivers.close()
  rig.close()
})
