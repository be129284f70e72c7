import { expect, it } from 'vitest'
import type { Observation } from '../observation.ts'
import { check } from '../testing/check.ts'
import {
  absent,
  deployment,
  htmlValue,
  olderVersion,
  read,
  service,
  site,
  unreadable,
  versionFileValue,
} from '../testing/drift-fixture.ts'

const backendAt = (createdAt: string) => read({ ...service, deployments: [{ ...deployment, createdAt }] })
const unstated = read({ ...versionFileValue, deployedAt: null })
const oldPage = {
  html: read({ ...htmlValue, buildVersion: olderVersion }),
  versionFile: read({ ...versionFileValue, version: olderVersion }),
}

it.each<[string, Partial<Observation>, string]>([
  ['five minutes between the halves', {}, 'ok'],
  ['exactly one hour', { service: backendAt('2026-11-19T09:30:00.000Z') }, 'ok'],
  ['a second more, the same version', { service: backendAt('2026-11-19T09:29:59.000Z') }, 'warn'],
  [
    'a day, different versions',
    { service: backendAt('2026-11-20T10:30:00.000Z'), bucket: site(oldPage) },
    'fail',
  ],
  ['the time of the object when none is stated', { bucket: site({ versionFile: unstated }) }, 'ok'],
  ['the time of the page when there is no version.txt', { bucket: site({ versionFile: absent }) }, 'ok'],
  ['no backend', { service: absent }, 'fail'],
  ['no page in the bucket', { bucket: site({ html: absent }) }, 'fail'],
  ['an unreadable service', { service: unreadable }, 'unknown'],
  ['an unreadable version.txt', { bucket: site({ versionFile: unreadable }) }, 'unknown'],
  ['a time that is none', { service: backendAt('soon') }, 'unknown'],
])('with %s', (_what, change, status) => {
  expect(check('deploy-skew', change).status).toBe(status)
})

it('names the half that stayed behind and both times', () => {
  const skewed = check('deploy-skew', {
    service: backendAt('2026-11-20T10:30:00.000Z'),
    bucket: site(oldPage),
  })
  expect(skewed).toMatchObject({
    half: 'frontend',
    expected: 'at most 1 h apart',
    observed: '1 d apart',
    sentence:
      'The halves were deployed 1 d apart (backend 2026-11-20 10:30 UTC, frontend 2026-11-19 10:30 UTC): the frontend did not come along.',
    remedy: { kind: 'deploy', scope: 'frontend' },
  })
})
