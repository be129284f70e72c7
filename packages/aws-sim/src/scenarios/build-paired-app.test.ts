import { expect, test } from 'vitest'
import { hostileLayers } from '../world/images/hostile.ts'
import { buildPairedApp, type PairedAppOptions } from './build-paired-app.ts'
import { testingWorld } from './testing-world.ts'

async function setUp(options: PairedAppOptions = {}) {
  const world = testingWorld()
  const environment = await buildPairedApp(world, options)
  const digests = [...(world.ecs.clusters.get(environment.cluster)?.tasks.values() ?? [])]
    .filter(({ lastStatus }) => lastStatus === 'RUNNING')
    .map(({ containers }) => containers[0]?.digest)
  return { world, environment, digests }
}

test('without options everything is in step, on all sides', async () => {
  const { world, environment, digests } = await setUp()
  const { version, digest, site } = environment.version('current')
  expect(digests).toEqual([digest, digest])
  expect((await world.get(environment.siteUrl)).text).toContain(`data-build-version="${version}"`)
  expect((await world.get(`${environment.siteUrl}/version.txt`)).text).toMatch(
    new RegExp(`^${version}\n.*:${version}\n`),
  )
  expect(JSON.parse((await world.get(`${environment.apiUrl}/version`)).text).version).toBe(version)
  const entry = await world.get(`${environment.siteUrl}/${site?.entryPath ?? ''}`)
  expect(entry.text).toContain(`VITE_API_URL:"${environment.apiUrl}"`)
  expect(entry.headers['cache-control']).toBe('public,max-age=31536000,immutable')
})

test('the halves and the edge can each be at another version', async () => {
  const { world, environment } = await setUp({ backend: 'next', bucket: 'current', edge: 'previous' })
  const version = (name: string) => environment.version(name).version
  expect(JSON.parse((await world.get(`${environment.apiUrl}/version`)).text).version).toBe(version('next'))
  const html = Buffer.from(world.s3.get(environment.bucket, 'index.html')?.body ?? []).toString()
  expect(html).toContain(version('current'))
  expect((await world.get(environment.siteUrl)).text).toContain(version('previous'))
})

test('a wrong endpoint is in the bundle alone', async () => {
  const wrong = 'https://api.elsewhere.example'
  const { world, environment } = await setUp({ change: { current: { settings: { VITE_API_URL: wrong } } } })
  const path = environment.version('current').site?.entryPath ?? ''
  const { text } = await world.get(`${environment.siteUrl}/${path}`)
  expect(text).toContain(`VITE_API_URL:"${wrong}"`)
  expect(text).not.toContain(environment.apiUrl)
})

test('a task mix runs two digests', async () => {
  const { world, environment } = await setUp({ drift: { taskMix: 'previous' } })
  world.context.advance(60_000)
  const running = [...(world.ecs.clusters.get(environment.cluster)?.tasks.values() ?? [])]
    .filter(({ lastStatus }) => lastStatus === 'RUNNING')
    .map(({ containers }) => containers[0]?.digest)
  expect(new Set(running)).toEqual(
    new Set([environment.version('previous').digest, environment.version('current').digest]),
  )
})

test('a moved tag points elsewhere than to what runs', async () => {
  const { world, environment, digests } = await setUp({ drift: { movedTag: true } })
  const { version, digest } = environment.version('current')
  expect(digests[0]).toBe(digest)
  expect(world.ecr.repository(environment.repository).tags.get(version)).not.toBe(digest)
})

test('bad cache headers, a missing version file and a disabled distribution show at the edge', async () => {
  const bad = await setUp({ drift: { badCacheHeaders: true, withoutVersionFile: true } })
  const page = await bad.world.get(bad.environment.siteUrl)
  expect(page.headers['cache-control']).toBe('public,max-age=86400')
  expect((await bad.world.get(`${bad.environment.siteUrl}/version.txt`)).status).toBe(403)
  const disabled = await setUp({ drift: { disabledDistribution: true } })
  expect((await disabled.world.get(disabled.environment.siteUrl)).status).toBe(403)
})

test('an unhealthy target stays unhealthy beside the healthy ones', async () => {
  const { world, environment } = await setUp({ drift: { unhealthyTarget: true } })
  world.context.advance(60_000)
  const group = world.elb.state.targetGroups.get(environment.targetGroupArn)
  const states = [...(group?.targets.values() ?? [])].map(({ state }) => state).toSorted()
  expect(states).toEqual(['healthy', 'healthy', 'unhealthy'])
})

test('versions can be bad in every way that a preflight check must see', async () => {
  const { world, environment } = await setUp({
    more: [
      { name: 'hostile', ageHours: 1.5, extraLayers: [hostileLayers.parentPath('app/dist/public')] },
      { name: 'heavy', ageHours: 1.4, bulk: { files: 20, totalBytes: 200_000 }, compression: 'zstd' },
      { name: 'multi', ageHours: 1.3, platforms: ['linux/amd64', 'linux/arm64'], health: 'crash' },
      { name: 'unscanned', ageHours: 1.2, scan: 'none', testsFailed: true },
    ],
  })
  const image = (name: string) =>
    world.ecr.repository(environment.repository).images.get(environment.version(name).digest)
  expect(JSON.parse(image('hostile')?.manifest ?? '').layers).toHaveLength(5)
  expect(image('heavy')?.manifest).toContain('tar+zstd')
  const heavy = environment.version('heavy').site?.files.reduce((total, { body }) => total + body.length, 0)
  expect(heavy).toBeGreaterThan(200_000)
  expect(image('multi')).toMatchObject({
    behaviour: { health: 'crash' },
    mediaType: expect.stringContaining('index'),
  })
  expect(image('unscanned')?.scan).toBeNull()
})
