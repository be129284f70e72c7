import { DescribeServicesCommand, ECSClient, UpdateServiceCommand } from '@aws-sdk/client-ecs'
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import type { Simulator } from '@lockstep/aws-sim'
import type { PairedEnvironment } from '@lockstep/aws-sim/scenarios/paired/build-environment'
import type { Release } from '@lockstep/shared-types/release'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Store } from '../adapters/store/store.ts'
import { openPreparedStore } from './testing/prepared-store.ts'
import { startReleaseRig, startReleaseSimulator, type ReleaseRig } from './testing/release-rig.ts'

let simulator: Simulator<PairedEnvironment>
let store: Store
let rig: ReleaseRig
let ecs: ECSClient
let s3: S3Client
/** Task definition that the service runs before each release. */
let former: string

beforeEach(async () => {
  simulator = await startReleaseSimulator()
  store = await openPreparedStore()
  // A watch that nobody waits for: what others do in it ends the release.
  rig = await startReleaseRig({ store, simulator, release: { watchSeconds: 60 } })
  const asOtherTool = {
    endpoint: simulator.url,
    region: 'eu-west-1',
    credentials: { accessKeyId: 'AKIAOTHER', secretAccessKey: 'other' },
  }
  ecs = new ECSClient(asOtherTool)
  s3 = new S3Client({ ...asOtherTool, forcePathStyle: true })
  const { cluster, service } = rig.environment.backend
  const { services } = await ecs.send(new DescribeServicesCommand({ cluster, services: [service] }))
  former = services?.[0]?.taskDefinition?.split('/').at(-1) ?? ''
})
afterEach(async () => {
  ecs.destroy()
  s3.destroy()
  await rig.stop()
  await store.close()
  await simulator.close()
})

const next = () => simulator.scenario?.version('next') ?? { digest: '', version: '' }

async function deployUntil(wanted: (release: Release) => boolean): Promise<Release> {
  const started = await rig.release({
    kind: 'deploy',
    scope: 'both',
    digest: next().digest,
    invalidationMode: 'frontend-only',
  })
  return await rig.until(started.id, wanted)
}
const isWatching = ({ status }: Release): boolean => status === 'watching'
const isRunning =
  (step: string) =>
  ({ steps }: Release): boolean =>
    steps.some(({ id, state }) => id === step && state === 'running')

async function tellServiceToRunFormer(): Promise<void> {
  const { cluster, service } = rig.environment.backend
  await ecs.send(new UpdateServiceCommand({ cluster, service, taskDefinition: former }))
}

test('a service that another tool replaces in the watch is no success, and the outcome names what runs', async () => {
  const { id } = await deployUntil(isWatching)
  await tellServiceToRunFormer()
  const ended = await rig.untilEnded(id)
  expect(ended).toMatchObject({ status: 'failed', failure: { code: 'changed-outside' } })
  expect(ended.outcome).toContain(`The backend is told to run ${former}`)
  expect(ended.outcome).toContain(`The frontend serves ${next().version}`)
  expect(ended.failure?.remedy).toContain(`nothing is held against ${next().version}`)
})

test('a service that another tool replaces before it is steady did not go back by itself', async () => {
  const { id } = await deployUntil(isRunning('backend-steady'))
  await tellServiceToRunFormer()
  const ended = await rig.untilEnded(id)
  expect(ended).toMatchObject({ status: 'failed', failure: { code: 'changed-outside' } })
  expect(ended.outcome).toContain('not by Lockstep')
})

test('a page that somebody else puts into the bucket in the watch is no success', async () => {
  const { id } = await deployUntil(isWatching)
  const { bucket } = rig.environment.frontend
  const page = '<!doctype html><title>Shop</title><p>Back soon</p>'
  await s3.send(
    new PutObjectCommand({ Bucket: bucket, Key: 'index.html', Body: page, ContentType: 'text/html' }),
  )
  const ended = await rig.untilEnded(id)
  expect(ended).toMatchObject({ status: 'failed', failure: { code: 'changed-outside' } })
  expect(ended.outcome).toContain('The bucket holds')
  expect(ended.outcome).toContain(`The backend runs ${next().version}`)
})
