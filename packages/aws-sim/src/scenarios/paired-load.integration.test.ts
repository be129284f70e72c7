import { expect, test } from 'vitest'
import { createRandom } from '../world/random.ts'
import { buildPairedApp } from './build-paired-app.ts'
import { testingWorld } from './testing-world.ts'

const id = '4f7k2m9q'
const visitorCount = 500
const callsPerPage = 4
const rounds = 40

type Visitor = { cookie: string; page: string }

test('of 100,000 requests none meets the other half’s version, while the percentage moves up and down and to zero', async () => {
  const world = testingWorld()
  const { siteUrl, apiUrl, bucket, cluster, rollout, targetGroupArn, version } = await buildPairedApp(world, {
    rollout: 'paired',
    spaFallback: true,
  })
  const [next, current] = [version('next'), version('current')]
  const page = next.site?.files.find(({ path }) => path === 'index.html')?.body ?? ''
  world.s3.put(bucket, 'candidate/index.html', page, { cacheControl: 'public,max-age=60' })
  const service = world.ecs.service(cluster, rollout?.candidate?.service ?? '')
  const containers = service?.deployments[0]?.revision.definition.containers ?? []
  const definition = world.ecs.registerTaskDefinition({
    family: 'candidate',
    containerDefinitions: containers.map((one) => ({ ...one, image: next.image })),
  })
  if (service) service.desiredCount = 2
  world.ecs.updateService(cluster, 'api-candidate', definition.arn)
  world.context.advance(60_000)

  const rule = world.elb.state.rules.get(rollout?.rule?.arn ?? '')
  const store = world.cloudfront.stores.get(rollout?.cohort?.keyValueStoreArn ?? '')
  if (!rule || !store || !rollout?.candidate) throw new Error('the environment has no rollout')
  const HttpHeaderConfig = { HttpHeaderName: 'Cookie', Values: [`*lockstep-cohort=${id}-candidate.*`] }
  const TargetGroups = [
    { TargetGroupArn: targetGroupArn, Weight: 0 },
    { TargetGroupArn: rollout.candidate.targetGroupArn, Weight: 1 },
  ]
  rule.conditions = [{ Field: 'http-header', HttpHeaderConfig }]
  rule.actions = [{ Type: 'forward', ForwardConfig: { TargetGroups } }]

  const random = createRandom(3)
  const visitors: Visitor[] = Array.from({ length: visitorCount }, () => ({ cookie: '', page: '' }))
  const seen = { requests: 0, mismatched: 0, candidates: 0 }
  const load = async (visitor: Visitor): Promise<void> => {
    const answer = await world.get(`${siteUrl}/orders/${random.integer(1, 9)}`, { cookie: visitor.cookie })
    visitor.cookie = answer.headers['set-cookie']?.split(';', 1)[0] ?? visitor.cookie
    visitor.page = /data-build-version="([^"]+)"/.exec(answer.text)?.[1] ?? 'none'
    seen.requests++
  }
  const callApi = async (visitor: Visitor): Promise<void> => {
    const answer = await world.get(`${apiUrl}/version`, { cookie: visitor.cookie })
    const backend = String(JSON.parse(answer.text).version)
    seen.requests++
    if (backend !== visitor.page) seen.mismatched++
    if (backend === next.version) seen.candidates++
  }
  for (const visitor of visitors) await load(visitor)
  const percentages = [1, 10, 50, 100, 30, 5, 0, 60, 0, 25]
  for (let round = 0; round < rounds; round++) {
    const percent = percentages[Math.floor((round * percentages.length) / rounds)] ?? 0
    const value = JSON.stringify({ rollout: id, percent, prefix: 'candidate/' })
    world.cloudfront.changeStore(store, store.etag, [{ key: 'cohort', value }])
    for (const visitor of visitors) {
      // Open pages go on calling, whatever the percentage is by now; some load another one.
      for (let call = 0; call < callsPerPage; call++) await callApi(visitor)
      if (random.next() < 0.9) await load(visitor)
      await callApi(visitor)
    }
    // Sometimes the edge does not know of a change yet when the next one comes.
    world.context.advance(random.integer(200, 1500))
  }
  expect(seen.requests).toBeGreaterThan(100_000)
  expect(seen.candidates).toBeGreaterThan(10_000)
  expect(seen.candidates).toBeLessThan(seen.requests - 10_000)
  expect(seen.mismatched).toBe(0)
  expect(new Set(visitors.map((visitor) => visitor.page))).toEqual(new Set([next.version, current.version]))
})
