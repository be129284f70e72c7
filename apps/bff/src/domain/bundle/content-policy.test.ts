import { expect, test } from 'vitest'
import { forbidsCall, forbidsScript } from './content-policy.ts'

const site = 'https://shop.example/'
const api = 'https://api.shop.example/v1'
const call = (policy: string, address = api) => forbidsCall([policy], address, site)?.directive ?? null
const script = (policy: string, tag = {}) =>
  forbidsScript({ path: 'assets/index.js', nonce: null, integrity: null, policies: [policy], ...tag }, site)
    ?.directive ?? null

test.each([
  "connect-src 'self' https://api.production.example",
  "connect-src 'self'",
  "default-src 'self'; script-src *",
  "default-src *; connect-src 'none'",
  'connect-src',
  'connect-src https://api.shop.example:8443',
  'connect-src https://*.api.shop.example',
  "connect-src *, connect-src 'self'",
  "CONNECT-SRC 'self'; connect-src *",
])('forbids the call: %s', (policy) => {
  expect(call(policy)).not.toBe(null)
})

test.each([
  "connect-src 'self' https://api.shop.example",
  "connect-src 'self' https://api.shop.example/v1/",
  'connect-src *.shop.example',
  'connect-src HTTPS://API.Shop.Example:443',
  'connect-src http://api.shop.example',
  'connect-src https:',
  'connect-src *',
  "default-src 'self' api.shop.example",
  "script-src 'self'; object-src 'none'",
  'upgrade-insecure-requests',
  '',
])('allows the call: %s', (policy) => {
  expect(call(policy)).toBe(null)
})

test('takes the own host for itself, and a path for an address of it', () => {
  expect(call("connect-src 'self'", '/api')).toBe(null)
  expect(call("connect-src 'self'", 'https://shop.example/api')).toBe(null)
  expect(forbidsCall(["connect-src 'self'"], 'http://127.0.0.1:7250', 'http://127.0.0.1:7251')).not.toBe(null)
  expect(forbidsCall(['connect-src http://127.0.0.1:*'], 'http://127.0.0.1:7250', site)).toBe(null)
})

test.each([
  ["script-src 'self'", {}],
  ["script-src 'self' 'nonce-abc' 'unsafe-inline'", {}],
  ["script-src 'strict-dynamic' 'nonce-abc' https: 'unsafe-inline'", { nonce: 'abc' }],
  ["script-src 'strict-dynamic' 'sha384-xyz='", { integrity: 'sha384-xyz=' }],
  ["script-src-elem 'self'; script-src 'none'", {}],
  ['script-src https://shop.example/assets/', {}],
  ["connect-src 'none'", {}],
])('allows the script: %s', (policy, tag) => {
  expect(script(policy, tag)).toBe(null)
})

test.each([
  ["default-src 'none'", {}],
  ['script-src https://cdn.example', {}],
  ["script-src 'strict-dynamic' 'self'", {}],
  ["script-src 'nonce-abc'", { nonce: 'def' }],
  ["script-src 'sha384-xyz='", { integrity: 'sha384-old=' }],
  ['script-src https://shop.example/static/', {}],
  ["script-src 'self'; script-src-elem 'none'", {}],
])('forbids the script: %s', (policy, tag) => {
  expect(script(policy, tag)).not.toBe(null)
})
