import { brotliCompressSync, gzipSync } from 'node:zlib'
import { expect, it } from 'vitest'
import { isUndecoded } from './undecoded.ts'

const script = 'const url="https://api.shop.example";fetch(`${url}/orders`).then(show);'.repeat(20)
const decode = (bytes: Uint8Array): string => new TextDecoder().decode(bytes)
/** Nothing but Cyrillic letters in the code page of old Windows. */
const oldLetters = Buffer.from(Array.from({ length: 900 }, (_, index) => 0xc0 + (index % 64)))

it.each([
  ['gzip', decode(gzipSync(script)), true],
  ['brotli', decode(brotliCompressSync(script.replaceAll('o', () => String(Math.PI)))), true],
  ['nothing', '', false],
  ['a script', script, false],
  ['a script in an old character set', `/* ${decode(oldLetters)} */\n${script}`, false],
])('tells bytes from texts: %s', (_what, text, expected) => {
  expect(isUndecoded(text)).toBe(expected)
})
