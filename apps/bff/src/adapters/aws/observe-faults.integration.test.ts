import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Observation } from '../../domain/drift/observation.ts'
import type { Environment } from '../../domain/environment.ts'
import type { Reading } from '../../domain/reading.ts'
import {
  configured,
  createTestObserver,
  startPaired,
  type PairedSimulator,
} from './testing/paired-environment.ts'

let simulator: PairedSimulator
let environment: Environment
let observer: ReturnType<typeof createTestObserver>
beforeAll(async () => {
  simulator = await startPaired()
  environment = configured(simulator)
})
beforeEach(() => {
  observer = createTestObserver(environment)
})
afterEach(() => {
  simulator.faults.clear()
  observer.factory.close()
})
afterAll(() => simulator.close())

type Part = (observation: Observation) => Reading<unknown>
type Read = { service: string; operation: string; where?: Record<string, string>; part: Part }

const reads: readonly Read[] = [
  { service: 'ecs', operation: 'DescribeServices', part: (o) => o.service },
  { service: 'ecs', operation: 'DescribeTaskDefinition', part: (o) => o.taskDefinition },
  { service: 'ecs', operation: 'ListTasks', part: (o) => o.tasks },
  { service: 'ecs', operation: 'DescribeTasks', part: (o) => o.tasks },
  { service: 'ecs', operation: 'ListTaskDefinitions', part: (o) => o.rollback },
  { service: 'elbv2', operation: 'DescribeTargetHealth', part: (o) => o.targets },
  { service: 'ecr', operation: 'DescribeImages', part: (o) => o.tag },
  { service: 'cloudfront', operation: 'GetDistribution', part: (o) => o.distribution },
  { service: 's3', operation: 'GetObject', where: { Key: 'index.html' }, part: (o) => o.bucket.html },
  { service: 's3', operation: 'GetObject', where: { Key: 'version.txt' }, part: (o) => o.bucket.versionFile },
]

const codes = {
  throttle: ['aws-throttled'],
  serverError: ['aws-unavailable'],
  accessDenied: ['aws-access-denied'],
  signatureExpired: ['aws-clock-wrong'],
  signatureNotYetCurrent: ['aws-clock-wrong'],
  expiredToken: ['aws-credentials-refused'],
  unknownKey: ['aws-credentials-refused'],
  wrongSecret: ['aws-credentials-refused'],
  timeout: ['aws-unavailable'],
  reset: ['aws-unavailable'],
  truncate: ['aws-unavailable', 'aws-invalid-response'],
  garbage: ['aws-invalid-response'],
} as const

const allKinds = [
  'throttle',
  'serverError',
  'accessDenied',
  'signatureExpired',
  'signatureNotYetCurrent',
  'expiredToken',
  'unknownKey',
  'wrongSecret',
  'timeout',
  'reset',
  'truncate',
  'garbage',
] as const

const allParts: readonly Part[] = [
  ...reads.map(({ part }) => part),
  (o) => o.edge.html,
  (o) => o.edge.entry,
  (o) => o.health,
  (o) => o.appVersion,
]

const notRead = (readings: readonly Reading<unknown>[]): string[] =>
  readings.filter(({ state }) => state !== 'read').map(({ source }) => source)

/** What cannot be known without the faulted read: it hangs on its outcome. */
const dependants: Readonly<Record<string, readonly Part[]>> = {
  DescribeServices: [(o) => o.taskDefinition, (o) => o.targets, (o) => o.tag, (o) => o.rollback],
  DescribeTaskDefinition: [(o) => o.tag, (o) => o.rollback],
  DescribeImages: [(o) => o.rollback],
  // What runs is nowhere to go back to: it has to be known.
  ListTasks: [(o) => o.rollback],
  DescribeTasks: [(o) => o.rollback],
}

describe.each(reads)('when $service:$operation $where fails', ({ service, operation, where, part }) => {
  const kinds = allKinds
    // An object may hold anything, so garbage is an object like another.
    .filter((kind) => service !== 's3' || kind !== 'garbage')

  it.each(kinds)('with %s, only what rests on it is unreadable', async (kind) => {
    if (kind === 'timeout') {
      observer.factory.close()
      observer = createTestObserver(environment, { requestTimeoutMilliseconds: 1_000, maxAttempts: 1 })
    }
    const fault = simulator.faults.add({
      service,
      operation,
      kind,
      ...(where === undefined ? {} : { where }),
    })
    const observation = await observer.observe(environment)
    expect(fault.hits()).toBeGreaterThan(0)
    const reading = part(observation)
    expect(reading).toMatchObject({ state: 'unreadable', problem: { title: expect.stringMatching(/./) } })
    expect(codes[kind]).toContain(reading.state === 'unreadable' ? reading.problem.code : null)
    const hidden = new Set([part, ...(dependants[operation] ?? [])].map((one) => one(observation)))
    const others = allParts.map((one) => one(observation)).filter((other) => !hidden.has(other))
    expect(notRead(others)).toEqual([])
  })
})

it('recovers from a single fault by itself', async () => {
  simulator.faults.add({ service: 'ecs', operation: 'DescribeServices', kind: 'serverError', times: 1 })
  simulator.faults.add({ service: 's3', operation: 'GetObject', kind: 'reset', times: 1 })
  simulator.faults.add({ service: 'ecr', operation: 'DescribeImages', kind: 'throttle', times: 1 })
  const observation = await observer.observe(environment)
  expect(notRead(allParts.map((part) => part(observation)))).toEqual([])
})

it('names the missing permission', async () => {
  simulator.faults.add({ service: 's3', operation: 'GetObject', kind: 'accessDenied' })
  const { bucket } = await observer.observe(environment)
  expect(bucket.html).toMatchObject({ problem: { remedy: expect.stringContaining('s3:GetObject') } })
})
