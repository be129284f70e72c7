import { expect, it } from 'vitest'
import { connectionFailure } from './probe-failure.ts'

const failed = (code: string): Error => Object.assign(new Error('why'), { code })

it.each([
  ['ECONNREFUSED', 'refused', 'https://shop.example/ refuses connections.'],
  ['ENOTFOUND', 'unresolved', 'The host of https://shop.example/ is not known: its name has no address.'],
  ['EAI_AGAIN', 'unresolved', 'The host of https://shop.example/ is not known: its name has no address.'],
  ['EHOSTUNREACH', 'unreachable', 'There is no way from here to https://shop.example/.'],
  ['ETIMEDOUT', 'timeout', 'https://shop.example/ does not accept a connection in time.'],
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
