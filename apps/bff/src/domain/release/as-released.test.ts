import { describe, expect, test } from 'vitest'
import {
  absent,
  definitionArn,
  deployment,
  digest,
  environment,
  htmlValue,
  observe,
  otherDefinitionArn,
  otherDigest,
  read,
  service,
  site,
  task,
  unreadable,
  version,
  versionFileValue,
} from '../drift/testing/drift-fixture.ts'
import type { Observation } from '../drift/observation.ts'
import { asReleased, type Released } from './as-released.ts'

const released: Released = {
  version,
  backend: {
    taskDefinitionArn: definitionArn,
    before: { deploymentIds: ['d0'] },
    settled: true,
    askedAt: '2026-11-19T10:25:00.000Z',
    digests: [digest],
    ran: digest,
  },
  frontend: { page: '"1"' },
}
const judge = (change: Partial<Observation> = {}, of: Released = released) =>
  asReleased(observe(change), of, environment)
const stranger = { ...deployment, id: 'd9', taskDefinitionArn: otherDefinitionArn }
const replaced = read({
  ...service,
  taskDefinitionArn: otherDefinitionArn,
  deployments: [stranger],
  goesBack: false,
})

test('what is as it was brought is the same', () => {
  expect(judge()).toEqual({ state: 'same' })
})

describe('the backend', () => {
  test('that is told to run something else was changed outside, and what it is told is named', () => {
    expect(judge({ service: replaced })).toMatchObject({
      state: 'other',
      isCertain: true,
      problem: { code: 'changed-outside', detail: expect.stringContaining('storefront:41') },
      now: { backend: expect.stringContaining('storefront:41') },
    })
  })

  test('that may go back by itself was only put back by ECS where ECS gave the release up', () => {
    const goesBack = read({ ...service, taskDefinitionArn: otherDefinitionArn, deployments: [stranger] })
    const givenUp = read([
      {
        tag: version,
        digest,
        how: 'rolled-back' as const,
        cause: 'circuit-breaker' as const,
        at: '2026-11-19T10:31:00.000Z',
      },
    ])
    expect(judge({ service: goesBack, givenUp })).toMatchObject({ problem: { code: 'ecs-rolled-back' } })
    // Stopped by somebody, who had ECS roll it back: neither circuit breaker nor alarm.
    const stopped = read([
      { tag: version, digest, how: 'rolled-back' as const, cause: null, at: '2026-11-19T10:31:00.000Z' },
    ])
    expect(judge({ service: goesBack, givenUp: stopped })).toMatchObject({
      problem: { code: 'changed-outside' },
    })
    expect(judge({ service: goesBack, givenUp: read([]) })).toMatchObject({
      problem: { code: 'changed-outside' },
    })
    expect(judge({ service: goesBack, givenUp: unreadable })).toMatchObject({
      problem: { code: 'changed-outside', detail: expect.stringContaining('could not be read') },
    })
  })

  test('that runs other bytes from the same task definition is not what was brought', () => {
    const tasks = read([task, { ...task, arn: 'task/2', imageDigest: otherDigest }])
    expect(judge({ tasks })).toMatchObject({ state: 'other', problem: { code: 'changed-outside' } })
  })

  test('without a task is looked at again', () => {
    expect(judge({ tasks: read([]) })).toMatchObject({ state: 'other', isCertain: false })
  })

  test('that could not be read is not known', () => {
    expect(judge({ service: unreadable })).toMatchObject({ state: 'unknown' })
    expect(judge({ tasks: unreadable })).toMatchObject({ state: 'unknown' })
  })

  test('that the release left alone may be anything', () => {
    expect(judge({ service: replaced }, { ...released, backend: null })).toEqual({ state: 'same' })
  })

  test('whose service is gone is gone', () => {
    expect(judge({ service: absent })).toMatchObject({ state: 'other', problem: { code: 'changed-outside' } })
  })
})

describe('the frontend', () => {
  const bucket = site({ html: read({ ...htmlValue, etag: '"2"' }) })

  test('whose page has other bytes in the bucket was changed outside, though it names the version', () => {
    expect(judge({ bucket })).toMatchObject({
      state: 'other',
      isCertain: true,
      problem: { code: 'changed-outside' },
      now: { frontend: expect.stringContaining(`other bytes of ${version}`) },
    })
  })

  test('whose version.txt names another version was changed outside', () => {
    const versionFile = read({ ...versionFileValue, version: 'v20261101-000000' })
    expect(judge({ bucket: site({ versionFile }) })).toMatchObject({ problem: { code: 'changed-outside' } })
  })

  test('whose page is gone is gone, and what could not be read is not known', () => {
    expect(judge({ bucket: site({ html: absent }) })).toMatchObject({ state: 'other' })
    expect(judge({ bucket: site({ html: unreadable }) })).toMatchObject({ state: 'unknown' })
  })

  test('that the edge still serves otherwise is not somebody else having changed it', () => {
    const edge = site({ html: read({ ...htmlValue, sha256: '9'.repeat(64) }) })
    expect(judge({ edge })).toEqual({ state: 'same' })
  })

  test('that the release left alone may be anything', () => {
    expect(judge({ bucket }, { ...released, frontend: null })).toEqual({ state: 'same' })
  })
})

test('both halves are told', () => {
  const both = judge({ service: replaced, bucket: site({ html: absent }) })
  expect(both).toMatchObject({
    now: { backend: expect.any(String), frontend: 'The bucket holds no page.' },
  })
})
