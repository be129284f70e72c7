import { expect, it } from 'vitest'
import { isFrontendPage, isHtml, isSameSite } from './site-page.ts'

const shell = `<!doctype html><html><head><title>Shop</title><script type="module" src="/assets/index-Bn5yQuT3.js"></script>
  </head><body><div id="root"></div><noscript>Please enable JavaScript.</noscript></body></html>`

it.each([
  ['an application that shows nothing by itself', shell, true],
  ['a page that names its build', '<html data-build-version="v1"><body>Shop</body></html>', true],
  ['a health page in words', '<html><body>OK</body></html>', false],
  [
    'a health page with a script',
    '<html><body><h1>healthy</h1><script src="/x.js"></script></body></html>',
    false,
  ],
  ['an empty page', '<html></html>', false],
  ['text', 'OK', false],
])('tells of %s whether only a frontend looks so', (_what, body, expected) => {
  expect(isFrontendPage(body)).toBe(expected)
})

it('knows the site by its bytes or by its entry script', () => {
  const page = (body: string, sha256: string) => ({ body, sha256 })
  const words = '<html><body>Shop</body></html>'
  expect(isSameSite(page(words, 'a'), page(words, 'a'), 'https://shop.example')).toBe(true)
  expect(isSameSite(page(shell, 'a'), page(`${shell} `, 'b'), 'https://shop.example')).toBe(true)
  expect(isSameSite(page(words, 'a'), page('<html>OK</html>', 'b'), 'https://shop.example')).toBe(false)
})

it.each([
  ['text/html; charset=utf-8', 'x', true],
  [undefined, '\uFEFF<!DOCTYPE html><html>', true],
  ['application/json', '{"status":"ok"}', false],
  ['text/plain', 'OK <html>', false],
])('takes %j with %j for HTML: %s', (type, body, expected) => {
  expect(isHtml(type, body)).toBe(expected)
})
