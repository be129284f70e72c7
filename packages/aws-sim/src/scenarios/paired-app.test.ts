import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import type { Ecs } from '../world/ecs/ecs.ts'
import { pairedApp } from './paired-app.ts'
import type { PairedEnvironment } from './paired/build-environment.ts'
import { testingWorld } from './testing-world.ts'

const buildVersion = (html: string) => /data-build-version="([^"]+)"/.exec(html)?.[1]
const entryPath = (html: string) => /<script type="module" src="([^"]+)"/.exec(html)?.[1] ?? ''
const runningDigests = (ecs: Ecs, { cluster, service }: PairedEnvironment) => {
  const tasks = [...(ecs.clusters.get(cluster)?.tasks.values() ?? [])]
  return tasks
    .filter((task) => task.service.name === service)
    .flatMap(({ containers }) => containers.map(({ digest }) => digest))
}

async function setUp() {
  const world = testingWorld()
  return { world, app: await pairedApp(world) }
}

test('production: backend and bucket hold one version, the edge an older one', async () => {
  const { world, app } = await setUp()
  const { production } = app
  const current = production.version('current')
  const previous = production.version('previous')
  const bucketHtml = world.s3.get(production.bucket, 'index.html')
  expect(buildVersion(Buffer.from(bucketHtml?.body ?? []).toString())).toBe(current.version)
  const edge = await world.get(production.siteUrl)
  expect(buildVersion(edge.text)).toBe(previous.version)
  expect(Number(edge.headers['age'])).toBe(5 * 3600)
  expect((await world.get(`${production.siteUrl}/version.txt`)).text.split('\n')[0]).toBe(previous.version)
  const reported = JSON.parse((await world.get(`${production.apiUrl}/version`)).text)
  expect(reported).toMatchObject({ version: current.version, commit: current.commit })
})

test('production: the bundle in the bucket names the API of staging, the one at the edge its own', async () => {
  const { world, app } = await setUp()
  const { production, staging } = app
  const entry = world.s3.get(production.bucket, production.version('current').site?.entryPath ?? '')
  const text = Buffer.from(entry?.body ?? []).toString()
  expect(text).toContain(`VITE_API_URL:"${staging.apiUrl}"`)
  expect(text).not.toContain(production.apiUrl)
  expect(text).toContain('VITE_ENVIRONMENT:"production"')
  const page = await world.get(production.siteUrl)
  const served = await world.get(`${production.siteUrl}${entryPath(page.text)}`)
  expect(served.text).toContain(`VITE_API_URL:"${production.apiUrl}"`)
})

test('the newest version and the one to go back to are right', async () => {
  const { app } = await setUp()
  const { production } = app
  const newest = [...production.versions.values()].toSorted((a, b) => b.version.localeCompare(a.version))[0]
  expect(newest?.name).toBe('next')
  for (const name of ['next', 'previous']) {
    const { site, version } = production.version(name)
    const entry = site?.files.find(({ path }) => path === site.entryPath)
    const text = Buffer.from(entry?.body ?? []).toString()
    for (const [setting, value] of Object.entries(production.settings)) {
      expect(text).toContain(`${setting}:${JSON.stringify(value)}`)
    }
    expect(text).toContain(`VITE_BUILD_VERSION:"${version}"`)
  }
})

test('60 versions of production are in one repository, each tagged by its time, and quick to make', async () => {
  const started = performance.now()
  const { world, app } = await setUp()
  const seconds = (performance.now() - started) / 1000
  const { tags } = world.ecr.repository('storefront')
  expect([...tags.keys()].every((tag) => /^v\d{8}-\d{6}$/.test(tag))).toBe(true)
  expect(tags.size).toBe(60)
  expect(new Set(tags.values()).size).toBe(60)
  expect(seconds).toBeLessThan(5)
  expect(app.production.version('withoutFrontend').site).toBeNull()
})

test('every image that runs exists, and the bucket holds the very bytes of the image', async () => {
  const { world, app } = await setUp()
  for (const environment of [app.production, app.staging, app.development]) {
    const current = environment.version('current')
    const digests = runningDigests(world.ecs, environment)
    expect(digests.length).toBeGreaterThan(0)
    for (const digest of digests) expect(digest).toBe(current.digest)
    for (const file of current.site?.files ?? []) {
      expect(world.s3.get(environment.bucket, file.path)?.body).toEqual(file.body)
    }
    expect((await world.get(`${environment.apiUrl}/health`)).status).toBe(200)
  }
})

test('staging is in step, and so is development, by the tag latest', async () => {
  const { world, app } = await setUp()
  const { staging, development } = app
  expect(buildVersion((await world.get(staging.siteUrl)).text)).toBe(staging.version('current').version)
  const latest = world.ecr.repository(development.repository).tags.get('latest')
  expect(latest).toBe(development.version('current').digest)
})

test("an invalidation brings production's edge to what the bucket holds", async () => {
  const { world, app } = await setUp()
  world.cloudfront.invalidate(app.production.distributionId, 'now', ['/*'])
  world.context.advance(world.context.pace.invalidationEffective)
  const page = await world.get(app.production.siteUrl)
  expect(buildVersion(page.text)).toBe(app.production.version('current').version)
})

test("the variables name every environment's addresses", async () => {
  const { app } = await setUp()
  expect(app.env).toMatchObject({
    STOREFRONT_PRODUCTION_SITE_URL: app.production.siteUrl,
    STOREFRONT_PRODUCTION_API_URL: app.production.apiUrl,
    STOREFRONT_PRODUCTION_BUCKET: 'storefront-production-site',
    STOREFRONT_PRODUCTION_DISTRIBUTION_ID: 'E1STOREFRONTPROD',
    STOREFRONT_STAGING_SITE_URL: app.staging.siteUrl,
    STOREFRONT_DEVELOPMENT_API_URL: app.development.apiUrl,
  })
})

test("the demo's configuration speaks of this very world", async () => {
  const { app } = await setUp()
  const yaml = await readFile(new URL('../../../../lockstep.demo.yaml', import.meta.url), 'utf8')
  for (const environment of [app.production, app.staging, app.development]) {
    const { cluster, service, container, repository, bucket, distributionId, settings } = environment
    for (const name of [cluster, service, container, repository, bucket, distributionId]) {
      expect(yaml).toMatch(new RegExp(`: ${name}$`, 'm'))
    }
    const { VITE_API_URL: _, ...declared } = settings
    for (const [name, value] of Object.entries(declared)) expect(yaml).toContain(`${name}: ${value}`)
  }
  const addresses = Object.keys(app.env).filter((name) => name.endsWith('_URL'))
  for (const name of addresses) expect(yaml).toContain(`\${env:${name}`)
})
