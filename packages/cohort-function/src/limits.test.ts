import { expect, test } from 'vitest'
import { functionCode } from './code.ts'
import { unsupportedSyntax } from './testing/unsupported-syntax.ts'

const files = Object.entries(functionCode)

test.each(files)('%s is smaller than the 10 KB that CloudFront takes', (_, code) => {
  expect(Buffer.byteLength(code)).toBeLessThanOrEqual(10 * 1024)
})

test.each(files)('%s is written in the language that the edge has', (_, code) => {
  expect(unsupportedSyntax(code)).toEqual([])
})

test.each(files)('%s imports nothing but cloudfront, and names nothing of Node', (_, code) => {
  const imports = [...code.matchAll(/^\s*import\b.*$/gm)].map(([line]) => line)
  expect(imports.filter((line) => line !== "import cf from 'cloudfront'")).toEqual([])
  expect(code).not.toMatch(/\b(require|process|Buffer|setTimeout|globalThis|eval)\b|\bfetch\(/)
})

test.each([
  'const a = b?.c',
  'const a = b ?? c',
  'a ||= b',
  'const { a } = b',
  'const [a] = b',
  'f(...list)',
  'function f({ a }) {}',
  'function f(a = 1) {}',
  'for (const a of list) {}',
  'class A {}',
  'function* f() {}',
  'const a = { ...b }',
  'const a = 1_000',
  'const a = { b() {} }',
  'try {} catch {}',
])('the check for the language would find: %s', (line) => {
  expect(unsupportedSyntax(`function g() {\n  ${line}\n}`)).toHaveLength(1)
})
