import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { forbidsAll, forbidsBase, forbidsCall, forbidsScript, type ScriptTag } from './content-policy.ts'

const site = 'https://shop.example/'
const api = 'https://api.shop.example/v1'
const own: ScriptTag = {
  place: 'site',
  path: 'assets/index.js',
  kind: 'script',
  isAsync: false,
  text: '',
  nonce: null,
  integrity: null,
  policies: [],
}
const call = (policy: string, address = api) => forbidsCall([policy], address, site)?.directive ?? null
const script = (policy: string, tag = {}) =>
  forbidsScript({ ...own, policies: [policy], ...tag }, site)?.directive ?? null

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

const text = 'start()\r\n'
const sha = (algorithm: string) => createHash(algorithm).update('start()\n').digest('base64')
const inline = (policy: string, tag: Partial<ScriptTag> = {}) =>
  script(policy, { place: 'page', path: 'script 1 of the page', text, ...tag })

test.each([
  ["script-src 'unsafe-inline'", {}],
  ["default-src 'UNSAFE-INLINE'", {}],
  [`script-src 'sha256-${sha('sha256')}'`, {}],
  [`script-src 'SHA512-${sha('sha512').replaceAll('+', '-').replaceAll('/', '_')}' 'strict-dynamic'`, {}],
  ["script-src 'nonce-abc' 'unsafe-inline'", { nonce: 'abc' }],
  ["script-src 'none'; script-src-elem 'unsafe-inline'", {}],
  ["style-src 'none'; connect-src 'none'", {}],
  [`script-src 'sha256-${sha('sha256')}' 'unsafe-hashes'`, { kind: 'handler' }],
] as const)('allows what stands in the page: %s', (policy, tag) => {
  expect(inline(policy, tag)).toBe(null)
})

test.each([
  ["script-src 'self' https:", {}],
  ["default-src 'self'", {}],
  ["script-src 'unsafe-inline' 'nonce-abc'", {}],
  ["script-src 'unsafe-inline' 'nonce-abc'", { nonce: '__NONCE__' }],
  ["script-src 'unsafe-inline' 'sha256-b3RoZXI='", {}],
  ["script-src 'unsafe-inline' 'strict-dynamic'", {}],
  ["script-src 'unsafe-inline', default-src 'self'", {}],
  ["script-src 'unsafe-inline'; script-src-elem 'self'", {}],
  ["script-src 'nonce-abc'", { kind: 'handler', nonce: 'abc' }],
  [`script-src 'sha256-${sha('sha256')}'`, { kind: 'handler' }],
] as const)('forbids what stands in the page: %s', (policy, tag) => {
  expect(inline(policy, tag)).not.toBe(null)
})

test("takes a page's stylesheets for what style-src is about", () => {
  const style = (policy: string) => script(policy, { kind: 'style' })
  expect(style("default-src 'none'; style-src 'self'")).toBe(null)
  expect(style("style-src 'self' 'strict-dynamic'")).toBe(null)
  expect(style("script-src 'self'; default-src 'none'")).toBe("default-src 'none'")
})

test('says which <base> and which sandbox are forbidden', () => {
  expect(forbidsBase(["default-src 'none'"], '/app/', site)).toBe(null)
  expect(forbidsBase(["base-uri 'self'"], '/app/', site)).toBe(null)
  expect(forbidsBase(["base-uri 'self'"], 'https://cdn.example/', site)?.directive).toBe("base-uri 'self'")
  expect(forbidsAll(['sandbox allow-scripts', "default-src 'self'"])).toBe(null)
  expect(forbidsAll(["default-src 'self', sandbox"])?.directive).toBe('sandbox')
})
