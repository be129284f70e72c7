import { assert, constantFrom, integer, property, record, tuple } from 'fast-check'
import { expect, it } from 'vitest'
import type { Reading } from '../reading.ts'
import { driftRules } from './check-drift.ts'
import { createDriftReport } from './drift-report.ts'
import { freshOnly } from './fresh-only.ts'
import type { Observation, SiteObservation } from './observation.ts'
import {
  absent,
  apiUrl,
  deployment,
  entryValue,
  environment,
  htmlValue,
  now,
  observe,
  read,
  registry,
  service,
  site,
  target,
  task,
  taskDefinition,
  unreadable,
  versionFileValue,
} from './testing/drift-fixture.ts'

/**
 * Worlds made at random, with the right answer taken from how they were made and not from any rule: in step is what
 * agrees in everything that users and tasks meet.
 */
type World = {
  /** Which build: of each task, of what the service asks for, of the frontend at each place, and what the application says. */
  readonly tasks: readonly number[]
  readonly asked: number
  readonly edge: number
  readonly bucket: number
  readonly reported: number
  /** Which of a build's names a place uses: any name of a digest is its version. */
  readonly names: readonly number[]
  readonly imageThere: boolean
  readonly healthStatus: number
  readonly targets: readonly string[]
  readonly edgeCalls: string
  readonly bucketCalls: string
  readonly edgePageChanged: boolean
}

const builds = [0, 1, 2].map((index) => ({
  digest: `sha256:${String(index + 1).repeat(64)}`,
  // Of two kinds: a second name of one kind is a tag that was pushed over.
  names: [`v2026111${index}-101500`, `1.4.${index}`],
  definitionArn: `arn:aws:ecs:eu-west-1:123456789012:task-definition/storefront:${40 + index}`,
}))
const buildAt = (index: number) => {
  const build = builds[index]
  if (build === undefined) throw new Error(`no build ${index}`)
  return build
}

/** Mostly the same, so that worlds in step are common and the others are wrong in one thing only. */
const mostly = <T>(usual: T, ...others: readonly T[]) =>
  integer({ min: 0, max: 15 }).map((at) => others[at] ?? usual)
const build = mostly(0, 1, 2)

const worlds = record<World>({
  tasks: tuple(build, build),
  asked: build,
  edge: build,
  bucket: build,
  reported: build,
  names: tuple(constantFrom(0, 1), constantFrom(0, 1), constantFrom(0, 1)),
  imageThere: mostly(true, false),
  healthStatus: mostly(200, 503, 404),
  targets: tuple(mostly('healthy', 'unhealthy'), mostly('healthy', 'unhealthy')),
  edgeCalls: mostly(apiUrl, 'https://api.staging.example'),
  bucketCalls: mostly(apiUrl, 'https://api.staging.example'),
  edgePageChanged: mostly(false, true),
})

const inStep = (world: World): boolean => {
  const met = [...world.tasks, world.asked, world.edge, world.bucket, world.reported]
  return (
    new Set(met).size === 1 &&
    world.imageThere &&
    world.healthStatus === 200 &&
    world.targets.every((state) => state === 'healthy') &&
    world.edgeCalls === apiUrl &&
    world.bucketCalls === apiUrl &&
    !world.edgePageChanged
  )
}

function siteOf(index: number, name: number, calls: string, changed: boolean): SiteObservation {
  const version = buildAt(index).names[name] ?? ''
  const path = `assets/index-Bn5yQu${index}3.js`
  const marks = [index, name, Number(changed)].join('').padStart(64, '0')
  return site({
    html: read({ ...htmlValue, buildVersion: version, entryPath: path, sha256: marks }),
    versionFile: read({
      ...versionFileValue,
      version,
      backendImage: `${registry}/storefront:${version}`,
      sha256: marks,
    }),
    entry: read({
      ...entryValue,
      path,
      sha256: `${index}${calls.length}`.padStart(64, '0'),
      settings: { ...entryValue.settings, VITE_API_URL: calls, VITE_BUILD_VERSION: version },
    }),
  })
}

function observationOf(world: World): Observation {
  const asked = buildAt(world.asked)
  const counts = Map.groupBy(world.tasks, (index) => index)
  const [most = 0] = [...counts].toSorted(([, a], [, b]) => b.length - a.length)[0] ?? []
  const running = buildAt(most)
  const [edgeName = 0, otherName = 0, reportedName = 0] = world.names
  // A page is the same bytes wherever it lies, so both places of one build go by one name.
  const bucketName = world.edge === world.bucket ? edgeName : otherName
  const image = (of: typeof running) =>
    read({ digest: of.digest, tags: of.names, pushedAt: '2026-11-10T09:00:00.000Z' })
  return observe({
    service: read({
      ...service,
      taskDefinitionArn: asked.definitionArn,
      deployments: [{ ...deployment, taskDefinitionArn: asked.definitionArn }],
    }),
    taskDefinition: read({
      ...taskDefinition,
      arn: asked.definitionArn,
      image: `${registry}/storefront@${asked.digest}`,
      containers: [{ name: 'api', image: `${registry}/storefront@${asked.digest}` }],
    }),
    tasks: read(
      world.tasks.map((index, at) => ({
        ...task,
        arn: `task/${at}`,
        taskDefinitionArn: buildAt(index).definitionArn,
        imageDigest: buildAt(index).digest,
      })),
    ),
    targets: read(world.targets.map((state, at) => ({ ...target, id: `10.0.0.${at}`, state }))),
    tag: image(asked),
    runningImage: world.imageThere ? image(running) : absent,
    frontendImage: image(buildAt(world.edge)),
    edge: siteOf(world.edge, edgeName, world.edgeCalls, world.edgePageChanged),
    bucket: siteOf(world.bucket, bucketName, world.bucketCalls, false),
    health: read({ status: world.healthStatus, latencyMilliseconds: 9, body: 'ok' }),
    appVersion: read({ version: buildAt(world.reported).names[reportedName] ?? '', commit: null }),
    lastRelease: absent,
  })
}

/** What happens to a reading on its way: nothing, it fails, or it is an old one. */
const fates = { fine: null, lost: null, old: null } as const
type Fate = keyof typeof fates

const parts = [
  'service',
  'taskDefinition',
  'tasks',
  'targets',
  'runningImage',
  'health',
  'appVersion',
] as const
const siteParts = ['html', 'versionFile', 'entry'] as const
const places = [
  ...parts.map((part) => [part] as const),
  ...(['edge', 'bucket'] as const).flatMap((place) => siteParts.map((part) => [place, part] as const)),
]
const fate = mostly<Fate>('fine', 'lost', 'old')
const fatesOfAll = tuple(...places.map(() => fate))

const longAgo = new Date(Date.parse(now) - (environment.drift.staleAfterSeconds + 1) * 1000).toISOString()
const suffer = (reading: Reading<unknown>, fate: Fate): Reading<unknown> =>
  fate === 'fine' ? reading : fate === 'lost' ? unreadable : { ...reading, readAt: longAgo }

function withFates(seen: Observation, all: readonly Fate[]): Observation {
  const changed = { ...seen, edge: { ...seen.edge }, bucket: { ...seen.bucket } }
  for (const [at, [first, second]] of places.entries()) {
    const holder = second === undefined ? changed : changed[first as 'edge' | 'bucket']
    const key = (second ?? first) as keyof typeof holder
    Object.assign(holder, { [key]: suffer(holder[key] as Reading<unknown>, all[at] ?? 'fine') })
  }
  return changed
}

const reportOf = (observation: Observation) =>
  createDriftReport({ environment, observation, previous: null, durationMilliseconds: 0, awsCalls: 0 })
const notOk = (observation: Observation) =>
  reportOf(observation).checks.flatMap(({ id, status, sentence }) =>
    status === 'ok' ? [] : [`${id} ${status}: ${sentence}`],
  )
const runs = { numRuns: 2_000 }

it('calls a world in step only when everything in it agrees', () => {
  assert(
    property(worlds, (world) => {
      const wronglyOk = !inStep(world) && reportOf(observationOf(world)).status === 'ok'
      expect(wronglyOk).toBe(false)
    }),
    runs,
  )
})

it('has nothing against a world in which everything agrees, whichever of its names it goes by', () => {
  assert(
    property(worlds, (world) => {
      expect(inStep(world) ? notOk(observationOf(world)) : []).toEqual([])
    }),
    runs,
  )
})

it('proposes an invalidation only where users get something else than the bucket holds', () => {
  assert(
    property(worlds, (world) => {
      const { edge, bucket, edgeCalls, bucketCalls, edgePageChanged } = world
      const isSame = edge === bucket && edgeCalls === bucketCalls && !edgePageChanged
      const { checks } = reportOf(observationOf(world))
      const proposing = checks.filter(({ remedy }) => remedy?.kind === 'invalidate').map(({ id }) => id)
      expect(isSame ? proposing : []).toEqual([])
    }),
    runs,
  )
})

it('calls nothing ok that rests on what was not read, or was read too long ago', () => {
  assert(
    property(worlds, fatesOfAll, (world, all) => {
      const seen = withFates(observationOf(world), all)
      const fresh = freshOnly(seen, environment.drift.staleAfterSeconds)
      const blind = driftRules.filter((rule) =>
        rule.needs(fresh, environment).some(({ reading }) => reading.state === 'unreadable'),
      )
      const { checks, status } = reportOf(seen)
      const wrong = checks.filter(
        (check) => check.status === 'ok' && blind.some((rule) => rule.id === check.id),
      )
      expect(wrong).toEqual([])
      expect(status === 'ok' && all.some((one) => one !== 'fine')).toBe(false)
    }),
    runs,
  )
})

it('makes worlds of both kinds', () => {
  const seen = { inStep: 0, not: 0 }
  assert(
    property(worlds, (world) => {
      seen[inStep(world) ? 'inStep' : 'not'] += 1
    }),
    runs,
  )
  expect(Math.min(seen.inStep, seen.not)).toBeGreaterThan(100)
})
