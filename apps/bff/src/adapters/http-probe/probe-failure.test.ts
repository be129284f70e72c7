import { expect, it } from 'vitest'
import { connectionFailure } from './probe-failure.ts'

const failed = (code: string): Error =>
  new TypeError('fetch failed', { cause: Object.assign(new Error('why'), { code }) })

it.each([
  ['ECONNREFUSED', 'refused', 'https://shop.example/ refuses connections.'],
  ['ENOTFOUND', 'unresolved', 'The host of https://shop.example/ is not known: its name has no address.'],
  ['EAI_AGAIN', 'unresolved', 'The host of https://shop.example/ is not known: its name has no address.'],
  ['EHOSTUNREACH', 'unreachable', 'There is no way from here to https://shop.example/.'],
  ['UND_ERR_CONNECT_TIMEOUT', 'timeout', 'https://shop.example/ does not accept a connection in time.'],
  [
    'CERT_HAS_EXPIRED',
    'tls',
    'https://shop.example/ has no certificate that Lockstep trusts (CERT_HAS_EXPIRED).',
  ],
  [
    'DEPTH_ZERO_SELF_SIGNED_CERT',
    'tls',
    'https://shop.example/ has no certificate that Lockstep trusts (DEPTH_ZERO_SELF_SIGNED_CERT).',
  ],
  ['ECONNRESET', 'broken-off', 'https://shop.example/ broke off before its answer was complete.'],
])('names %s as %s', (code, probeCause, title) => {
  expect(connectionFailure('https://shop.example/', failed(code))).toMatchObject({
    code: 'probe-failed',
    probeCause,
    title,
    detail: code,
  })
})

it('finds the reason behind several addresses that were tried, and does without one', () => {
  const all = new TypeError('fetch failed', {
    cause: new AggregateError([Object.assign(new Error('a'), { code: 'ECONNREFUSED' })]),
  })
  expect(connectionFailure('https://shop.example/', all)).toMatchObject({ probeCause: 'refused' })
  const badPort = new TypeError('fetch failed', { cause: new Error('bad port') })
  expect(connectionFailure('http://shop.example:1/', badPort)).toMatchObject({
    probeCause: 'unreachable',
    title: 'http://shop.example:1/ cannot be asked at that port.',
    detail: 'bad port',
  })
})
