import { describe, expect, it } from 'vitest'
import type { Observation } from '../observation.ts'
import { check } from '../testing/check.ts'
import {
  absent,
  htmlValue,
  lastRelease,
  olderVersion,
  otherDefinitionArn,
  read,
  service,
  site,
  unreadable,
  version,
} from '../testing/drift-fixture.ts'

const otherDefinition = { service: read({ ...service, taskDefinitionArn: otherDefinitionArn }) }
const otherFrontend = { bucket: site({ html: read({ ...htmlValue, buildVersion: olderVersion }) }) }
const scoped = (scope: 'backend' | 'frontend') => read({ ...lastRelease, scope })

describe('unmanaged-change', () => {
  it.each<[string, Partial<Observation>, string, string | null]>([
    ['what the last release left', {}, 'ok', null],
    ['another task definition', otherDefinition, 'warn', 'backend'],
    ['no service', { service: absent }, 'warn', 'backend'],
    ['another frontend in the bucket', otherFrontend, 'warn', 'frontend'],
    [
      'another frontend after a release of the backend',
      { ...otherFrontend, lastRelease: scoped('backend') },
      'ok',
      null,
    ],
    [
      'a release of the frontend, which left no task definition',
      {
        ...otherDefinition,
        lastRelease: read({ ...lastRelease, taskDefinitionArn: null, scope: 'frontend' }),
      },
      'ok',
      null,
    ],
    ['no release yet', { lastRelease: absent, ...otherDefinition }, 'ok', null],
    ['a running release', { ...otherDefinition, releaseActive: true }, 'ok', null],
    ['an unreadable history', { lastRelease: unreadable }, 'unknown', null],
    ['an unreadable service', { service: unreadable }, 'unknown', null],
    ['an unreadable bucket', { bucket: site({ html: unreadable }) }, 'unknown', null],
  ])('with %s', (_what, change, status, half) => {
    expect(check('unmanaged-change', change)).toMatchObject({ status, half })
  })

  it('says what was changed after which release, and by whom', () => {
    expect(check('unmanaged-change', otherDefinition).sentence).toBe(
      'The backend was changed outside Lockstep after the release of v20261119-101500 (2026-11-19 10:40 UTC): now storefront:41, registered by arn:aws:iam::123456789012:user/mallory.',
    )
    expect(check('unmanaged-change', otherDefinition).remedy).toMatchObject({ kind: 'deploy', version })
  })
})

it('does not blame others for what a release of Lockstep left behind that did not succeed', () => {
  const brokenOff = {
    status: 'aborted',
    version: 'v3',
    taskDefinitionArn: otherDefinitionArn,
    endedAt: '2026-11-20T11:00:00.000Z',
  } as const
  const after = { lastRelease: read({ ...lastRelease, brokenOff }) }
  expect(check('unmanaged-change', { ...otherDefinition, ...after })).toMatchObject({
    status: 'warn',
    sentence:
      'The release of v3 was aborted (2026-11-20 11:00 UTC) after it had changed the backend: now storefront:41.',
  })
  const bucket = site({ html: read({ ...htmlValue, buildVersion: 'v3' }) })
  expect(check('unmanaged-change', { bucket, ...after }).sentence).toBe(
    'The release of v3 was aborted (2026-11-20 11:00 UTC) after it had published the frontend: the bucket holds v3.',
  )
})

describe('rollback-ready', () => {
  const to = (image: 'there' | 'gone', definition: 'active' | 'will-be-registered') =>
    read({ version: olderVersion, digest: 'd', image, taskDefinition: definition })

  it.each<[string, Partial<Observation>, string]>([
    ['image and task definition', {}, 'ok'],
    [
      'a task definition that has to be registered again',
      { rollback: to('there', 'will-be-registered') },
      'ok',
    ],
    ['an image that is gone', { rollback: to('gone', 'active') }, 'fail'],
    ['no earlier version', { rollback: absent }, 'warn'],
    ['an unreadable registry', { rollback: unreadable }, 'unknown'],
  ])('with %s', (_what, change, status) => {
    expect(check('rollback-ready', change).status).toBe(status)
  })
})
