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
  const world = await startRolloutWorld({ rollout: 'paired', idle })
  const { simulator, cohort, candidate, rule, loadBalancer, loadPage, backendVersion } = world
  if (cohort === null || candidate === null || rule === undefined) throw new Error('no rollout can run here')
  const { keyValueStore, candidatePrefix, keyValueStoreArn } = cohort
  const { service, targetGroups } = candidate
  const environment = withRollout(world.environment, {
    type: 'paired',
    cohort: { keyValueStore, candidatePrefix },
    rule: { loadBalancer, port: 80, priority: rule.priority },
    candidate: { service, targetGroups },
  })
  const { cloudfront } = simulator.world
  const store = cloudfront.stores.get(keyValueStoreArn)
  if (store === undefined) throw new Error('there is no store')
  const drivers = createDrivers(environment)
  const candidateWeight = () =>
    rule.actions
      .flatMap(({ ForwardConfig }) => ForwardConfig?.TargetGroups ?? [])
      .find(({ TargetGroupArn }) => TargetGroupArn === candidate.targetGroupArn)?.Weight
  /** A visitor: one page load and one call of that page. */
  const visit = async (cookie = '') => {
    const page = await loadPage(cookie)
    const backend = await backendVersion(page.cookie)
    return { page: page.version, backend, cookie: page.cookie }
  }
  const rig: TrafficRig = {
    ...drivers,
    requests: simulator.requests,
    faults: simulator.faults,
    target: { environment, releaseId, startedAt: new Date().toISOString() },
    percentages: [10, 50, 12.34, 100, 33.33],
    more: manyPercentages,
    writes: ['ModifyRule', 'PutKey'],
    tolerance: 12,
    settle: world.settle,
    measure: () =>
      measureShare(async () => {
        const { page, backend } = await visit()
        if (page !== backend) throw new Error(`a page of ${page} got a backend of ${backend}`)
        return page === 'next'
      }),
    async changeByHand() {
      const value = JSON.stringify({ rollout: 'y6n0abcd', percent: 73, prefix: 'candidate/' })
      cloudfront.changeStore(store, store.etag, [{ key: 'cohort', value }])
      return 73
    },
    remove() {
      cloudfront.stores.delete(keyValueStoreArn)
      return keyValueStore
    },
    leftovers: async () => [...store.entries.keys(), ...(candidateWeight() === 0 ? [] : ['the rule'])],
    close() {
      drivers.close()
      void simulator.close()
    },
  }
  const operations = (since: number): string[] =>
    rig.requests
      .list({ since })
      .filter(({ operation }) => rig.writes.includes(operation))
      .map(({ operation }) => operation)
  const lastSeq = (): number => rig.requests.list().at(-1)?.seq ?? 0
  return { ...world, rig, rule, store, visit, candidateWeight, operations, lastSeq }
}

describe('page and backend together', () => {
  trafficDriverContract(async ({ idle }) => (await start({ idle })).rig)
})

it('gives no visitor a mixed pair while the share moves up and down under their open pages', async () => {
  const { rig, settle, visit, backendVersion } = await start({ idle: false })
  const driver = rig.createDriver()
  let visitors = await Promise.all(Array.from({ length: 60 }, () => visit()))
  const mixed: string[] = []
  for (const percent of [20, 80, 30, 100, 0]) {
    await driver.write(rig.target, percent, { urgent: false })
    // Pages that are open go on calling, before and after the edge knows of the change.
    for (const wait of [false, true]) {
      if (wait) await settle()
      const calls = await Promise.all(visitors.map(({ cookie }) => backendVersion(cookie)))
      visitors.forEach(({ page }, index) => {
        if (calls[index] !== page) mixed.push(`${percent} %: ${page} got ${calls[index]}`)
      })
      visitors = await Promise.all(
        visitors.map(async (visitor, index) => (index % 3 === 0 ? await visit(visitor.cookie) : visitor)),
      )
      visitors.forEach(({ page, backend }) => {
        if (page !== backend) mixed.push(`${percent} %: loaded ${page} with ${backend}`)
      })
    }
  }
  expect(mixed).toEqual([])
  rig.close()
})

it('prepares the backend before the first page, and lets open pages keep theirs on the planned way down', async () => {
  const { rig, operations, lastSeq, candidateWeight } = await start({ idle: false })
  const driver = rig.createDriver()
  const beforeUp = lastSeq()
  await driver.write(rig.target, 10, { urgent: false })
  expect(operations(beforeUp)).toEqual(['ModifyRule', 'PutKey'])
  const beforeDown = lastSeq()
  await driver.write(rig.target, 0, { urgent: false })
  expect(operations(beforeDown)).toEqual(['PutKey'])
  expect(candidateWeight()).toBe(100)
  rig.close()
})

it('takes the backend away from open pages as well when it is urgent, even after the planned way down', async () => {
  const { rig, settle, visit, backendVersion, candidateWeight } = await start({ idle: false })
  const driver = rig.createDriver()
  await driver.write(rig.target, 100, { urgent: false })
  await settle()
  const { cookie } = await visit()
  expect(await backendVersion(cookie)).toBe('next')
  await driver.write(rig.target, 0, { urgent: false })
  expect(await backendVersion(cookie)).toBe('next')
  await driver.write(rig.target, 0, { urgent: true })
  expect(await backendVersion(cookie)).toBe('current')
  expect(candidateWeight()).toBe(0)
  rig.close()
})

it('looks for the cookies of this rollout only, and leaves the other conditions as they are', async () => {
  const { rig, rule, backendVersion } = await start({ idle: false })
  rule.conditions = [...rule.conditions, { Field: 'path-pattern', Values: ['/version'] }]
  await rig.createDriver().write(rig.target, 10, { urgent: false })
  expect(rule.conditions).toMatchObject([
    { HttpHeaderConfig: { HttpHeaderName: 'Cookie', Values: ['*lockstep-cohort=y6n0abcd-candidate.*'] } },
    { Field: 'path-pattern', PathPatternConfig: { Values: ['/version'] } },
  ])
  expect(await backendVersion('a=1; lockstep-cohort=y6n0abcd-candidate.17')).toBe('next')
  expect(await backendVersion('lockstep-cohort=y6n0abcd-baseline.17')).toBe('current')
  expect(await backendVersion('lockstep-cohort=earlier0-candidate.17')).toBe('current')
  rig.close()
})

it('reads a rule that somebody turned back to main as no share, and says so', async () => {
  const { rig, rule } = await start({ idle: false })
  const driver = rig.createDriver()
  await driver.write(rig.target, 10, { urgent: false })
  rule.actions = rule.actions.map((action) => ({
    ...action,
    ForwardConfig: {
      TargetGroups: (action.ForwardConfig?.TargetGroups ?? []).map((tuple, index) => ({
        ...tuple,
        Weight: index === 0 ? 100 : 0,
      })),
    },
  }))
  const read = await driver.read(rig.target)
  expect(read).toMatchObject({ ok: true, value: { percent: 0 } })
  expect(read).toHaveProperty('value.sentence', expect.stringContaining('does not send their calls'))
  rig.close()
})

it('says before a rollout that hosts without a common domain never share the cookie', async () => {
  const { rig } = await start({ idle: true })
  const { environment } = rig.target
  const apart = { ...environment, backend: { ...environment.backend, url: 'https://api.elsewhere.example' } }
  const checked = await rig.createDriver().check(apart)
  const sentences = checked.ok ? checked.value.filter(({ ok }) => !ok).map(({ sentence }) => sentence) : []
  expect(sentences).toEqual([expect.stringContaining('share no domain')])
  rig.close()
})

it('says before a rollout which earlier rule would take the calls of the candidates', async () => {
  const { rig, simulator, listener, built } = await start({ idle: true })
  const actions = [{ Type: 'forward' as const, TargetGroupArn: built.targetGroupArn }]
  for (const [priority, path] of [
    [1, '/health'],
    [2, '/api/*'],
    [900, '/*'],
  ] as const)
    simulator.world.elb.createRule({
      listenerArn: listener?.arn ?? '',
      priority,
      conditions: [{ Field: 'path-pattern', Values: [path] }],
      actions,
    })
  const checked = await rig.createDriver().check(rig.target.environment)
  const sentences = checked.ok ? checked.value.filter(({ ok }) => !ok).map(({ sentence }) => sentence) : []
  expect(sentences).toEqual([expect.stringContaining('The rules of priority 2 send')])
  rig.close()
})

it('refuses a rule that does not look for the cookie, and changes neither half', async () => {
  const { rig, rule, store } = await start({ idle: false })
  rule.conditions = [{ Field: 'path-pattern', Values: ['/*'] }]
  const written = await rig.createDriver().write(rig.target, 10, { urgent: false })
  expect(written).toMatchObject({ ok: false, problem: { code: 'rollout-foreign' } })
  expect(store.entries.size).toBe(0)
  rig.close()
})
