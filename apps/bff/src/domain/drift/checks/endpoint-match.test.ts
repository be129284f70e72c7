import { expect, it } from 'vitest'
import type { Observation } from '../observation.ts'
import { check } from '../testing/check.ts'
import {
  absent,
  entryValue,
  htmlValue,
  olderVersion,
  read,
  site,
  unreadable,
  version,
} from '../testing/drift-fixture.ts'

const calling = (url: string | undefined) => {
  const { VITE_API_URL: _dropped, ...others } = entryValue.settings
  return site({
    entry: read({ ...entryValue, settings: url === undefined ? others : { ...others, VITE_API_URL: url } }),
  })
}

const wrong = calling('https://api.staging.example')

it.each<[string, Partial<Observation>, string]>([
  ['the same address at the edge and in the bucket', {}, 'ok'],
  [
    'a trailing slash and a path below the backend',
    { edge: calling('https://API.shop.example:443/v1/') },
    'ok',
  ],
  ['a websocket to the backend', { edge: calling('wss://api.shop.example/live') }, 'ok'],
  ['another backend at the edge', { edge: calling('https://api.staging.example') }, 'fail'],
  ['another backend in the bucket only', { bucket: calling('https://api.staging.example') }, 'fail'],
  ['a host that only begins alike', { edge: calling('https://api.shop.example.evil.example') }, 'fail'],
  ['an unsafe scheme', { edge: calling('http://api.shop.example') }, 'fail'],
  ['credentials before the host', { edge: calling('https://me@api.shop.example') }, 'fail'],
  ['an address relative to the site', { edge: calling('/api') }, 'fail'],
  ['an empty address', { edge: calling('') }, 'fail'],
  ['no address', { edge: calling(undefined) }, 'fail'],
  ['no entry script', { edge: site({ entry: absent }) }, 'fail'],
  ['an unreadable script at the edge', { edge: site({ entry: unreadable }) }, 'unknown'],
  ['an unreadable script in the bucket', { bucket: site({ entry: unreadable }) }, 'unknown'],
  [
    'an unreadable bucket and a wrong edge',
    { edge: calling('https://x.example'), bucket: site({ entry: unreadable }) },
    'fail',
  ],
])('with %s', (_what, change, status) => {
  expect(check('endpoint-match', change).status).toBe(status)
})

it('takes a relative address for right when the site and its backend share a host', () => {
  const backend = {
    cluster: '',
    service: '',
    container: '',
    registry: null,
    repository: '',
    healthPath: '/',
    versionPath: null,
    probeHeaders: new Map(),
  }
  const set = { backend: { ...backend, url: 'https://shop.example/api' } }
  const both = { edge: calling('/api/v1'), bucket: calling('/api/v1') }
  expect(check('endpoint-match', both, set).status).toBe('ok')
})

it('invalidates when only the edge is wrong', () => {
  expect(check('endpoint-match', { edge: wrong })).toMatchObject({
    half: 'frontend',
    sentence:
      'The frontend that the edge serves calls https://api.staging.example. It should call https://api.shop.example.',
    remedy: { kind: 'invalidate' },
  })
})

it('deploys another version when the build of the deployed one is wrong, else the frontend that belongs here', () => {
  expect(check('endpoint-match', { edge: wrong, bucket: wrong }).remedy).toEqual({
    kind: 'deploy',
    label: 'Deploy another version',
    scope: 'both',
    version: null,
  })
  const oldBucket = { ...wrong, html: read({ ...htmlValue, buildVersion: olderVersion }) }
  expect(check('endpoint-match', { bucket: oldBucket }).remedy).toMatchObject({ scope: 'frontend', version })
  expect(check('endpoint-match', { edge: wrong, bucket: site({ entry: unreadable }) }).remedy?.kind).toBe(
    'deploy',
  )
})

it('publishes a frontend again whose script is gone from the bucket', () => {
  const gone = site({ entry: absent })
  const result = check('endpoint-match', { edge: gone, bucket: gone })
  expect(result.remedy).toMatchObject({ kind: 'deploy', scope: 'frontend', version })
})

it('keeps its report small whatever the bundle holds', () => {
  const result = check('endpoint-match', { edge: calling(`https://x.example/${'a'.repeat(4000)}`) })
  expect(result.status).toBe('fail')
  expect(JSON.stringify(result).length).toBeLessThan(6000)
})
