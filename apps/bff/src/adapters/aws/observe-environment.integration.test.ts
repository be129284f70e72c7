import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { checkDrift } from '../../domain/drift/check-drift.ts'
import type { Observation } from '../../domain/drift/observation.ts'
import type { Environment } from '../../domain/environment.ts'
import type { Reading } from '../../domain/reading.ts'
import { noReleases } from '../../features/drift/ports.ts'
import {
  configured,
  createTestObserver,
  startPaired,
  type PairedSimulator,
} from './testing/paired-environment.ts'

let simulator: PairedSimulator
let environment: Environment
const open: { close(): void }[] = []
beforeAll(async () => {
  simulator = await startPaired()
  environment = configured(simulator)
})
afterEach(() => {
  simulator.faults.clear()
  for (const { close } of open.splice(0)) close()
})
afterAll(() => simulator.close())

const observer = (...args: Parameters<typeof createTestObserver>) => {
  const created = createTestObserver(...args)
  open.push(created.factory)
  return created
}

/** The parts of an observation that AWS answers, by name. */
const parts = (observation: Observation): Record<string, Reading<unknown>> => ({
  service: observation.service,
  taskDefinition: observation.taskDefinition,
  tasks: observation.tasks,
  targets: observation.targets,
  tag: observation.tag,
  runningImage: observation.runningImage,
  rollback: observation.rollback,
  distribution: observation.distribution,
  'bucket.html': observation.bucket.html,
  'bucket.entry': observation.bucket.entry,
  'bucket.versionFile': observation.bucket.versionFile,
  'edge.html': observation.edge.html,
  'edge.entry': observation.edge.entry,
  'edge.versionFile': observation.edge.versionFile,
  health: observation.health,
  appVersion: observation.appVersion,
})

it('reads every part of an environment that is in step', async () => {
  const observation = await observer(environment).observe(environment)
  const states = Object.entries(parts(observation)).map(([name, { state }]) => `${name} ${state}`)
  expect(states.filter((text) => !text.endsWith(' read'))).toEqual([])
  expect(observation.lastRelease.state).toBe('absent')
  const checks = checkDrift(observation, environment)
  expect(checks.filter(({ status }) => status !== 'ok').map(({ sentence }) => sentence)).toEqual([])
})

it('asks AWS eleven times for a drift check, and names what it asks for', async () => {
  const { observe, factory } = observer(environment)
  await observe(environment)
  const since = simulator.requests.list().at(-1)?.seq ?? 0
  const { counts } = await factory.measure(() => observe(environment))
  expect(counts).toEqual({
    'ecs:DescribeServices': 1,
    'ecs:ListTasks': 1,
    'ecs:DescribeTasks': 1,
    'ecs:ListTaskDefinitions': 1,
    'elasticloadbalancing:DescribeRules': 1,
    'elasticloadbalancing:DescribeTargetHealth': 1,
    'ecr:DescribeImages': 1,
    'cloudfront:GetDistribution': 1,
    's3:GetObject': 2,
    's3:ListObjectsV2': 1,
  })
  const sent = simulator.requests.list({ since })
  expect(sent).toHaveLength(11)
  const input = (operation: string) => sent.find((request) => request.operation === operation)?.input
  const { cluster, service, repository } = environment.backend
  expect(input('DescribeServices')).toMatchObject({ cluster, services: [service] })
  expect(input('DescribeImages')).toMatchObject({ repositoryName: repository, registryId: '123456789012' })
  expect(sent.filter(({ operation }) => operation === 'GetObject').map(({ input: { Key } }) => Key)).toEqual(
    expect.arrayContaining(['index.html', 'version.txt']),
  )
  expect(input('ListObjectsV2')).toMatchObject({ Bucket: expect.any(String) })
})

it('joins the services of one cluster into one call', async () => {
  const { observe, factory } = observer(environment)
  const { counts } = await factory.measure(() =>
    Promise.all(Array.from({ length: 11 }, () => observe(environment))),
  )
  expect(counts['ecs:DescribeServices']).toBe(2)
})

it('says that a service, a distribution, a file or a bucket is not there', async () => {
  const nowhere: Environment = {
    ...environment,
    backend: { ...environment.backend, service: 'gone' },
    frontend: { ...environment.frontend, bucket: 'no-such-bucket', distributionId: 'ENOTHERE' },
  }
  const observation = await observer(nowhere).observe(nowhere)
  const states = parts(observation)
  const missing = Object.keys(states).filter((name) => states[name]?.state === 'absent')
  expect(missing).toEqual(
    expect.arrayContaining([
      'service',
      'taskDefinition',
      'targets',
      'distribution',
      'bucket.html',
      'bucket.entry',
      'bucket.versionFile',
    ]),
  )
  expect(states['edge.html']?.state).toBe('read')
})

it('finds that an image is gone while the others are still read', async () => {
  const digest = `sha256:${'0'.repeat(64)}`
  const memory = {
    ...noReleases,
    rollbackTargets: async () => [
      { version: 'v0', digest, taskDefinitionArn: null, isPresumedRunning: false },
    ],
  }
  const observation = await observer(environment, { memory }).observe(environment)
  expect(observation.tag.state).toBe('read')
  expect(observation.runningImage.state).toBe('read')
  // Another version is looked for among the revisions.
  expect(observation.rollback).toMatchObject({ value: { image: 'there', taskDefinition: 'active' } })
})

it('does not take a store that fails for having no releases', async () => {
  const broken = async (): Promise<never> => {
    throw new Error('the database is away')
  }
  const memory = {
    lastRelease: broken,
    rollbackTargets: broken,
    versionHolds: async () => new Map(),
    releaseActive: broken,
    candidateVersion: broken,
    published: { files: broken, publications: broken },
  }
  const observation = await observer(environment, { memory }).observe(environment)
  expect(observation.lastRelease).toMatchObject({ state: 'unreadable', problem: { code: 'internal' } })
  expect(observation.rollback.state).toBe('unreadable')
  expect(observation.service.state).toBe('read')
})

it('gives up on a source that hangs after its own deadline', async () => {
  simulator.faults.add({ service: 'cloudfront', operation: 'GetDistribution', kind: 'hold' })
  const observation = await observer(environment, { readDeadlineMilliseconds: 2_000 }).observe(environment)
  expect(observation.distribution).toMatchObject({
    state: 'unreadable',
    problem: { code: 'aws-unavailable', detail: 'no answer within 2000 ms' },
  })
  expect(observation.bucket.html.state).toBe('read')
})
