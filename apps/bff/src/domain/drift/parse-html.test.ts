import { expect, it } from 'vitest'
import { parseHtml } from './parse-html.ts'

it('reads the build version and the entry of a Vite build', () => {
  const html = `<!doctype html><html lang="en" data-build-version="v20250929-101500"><head>
    <link rel="modulepreload" href="/assets/vendor-1.js">
    <script type="module" crossorigin src="/assets/index-DkX1.js"></script></head><body><div id="root"></div></body></html>`
  expect(parseHtml(html)).toEqual({ buildVersion: 'v20250929-101500', entryPath: 'assets/index-DkX1.js' })
})

it('finds the attribute on any element and in any case, quoted or not', () => {
  expect(parseHtml('<BODY DATA-BUILD-VERSION=1.4.2>').buildVersion).toBe('1.4.2')
  expect(parseHtml(`<meta name=v data-build-version=' 1.4.2 '>`).buildVersion).toBe('1.4.2')
})

it('does not take comments, text or inert elements for the real thing', () => {
  const html = `<!-- <html data-build-version="old"> <script type="module" src="/old.js"></script> -->
    <script>const s = '<script type="module" src="/text.js">'</script>
    <template><script type="module" src="/template.js"></script></template>
    <noscript><script src="/noscript.js"></script></noscript>
    <script type="module" src="./assets/index.js"></script>`
  expect(parseHtml(html)).toEqual({ buildVersion: null, entryPath: 'assets/index.js' })
})

it('never takes a script of another host for the entry', () => {
  const html = `<script src="https://stats.example/t.js"></script><script src="//pay.example/p.js"></script>`
  expect(parseHtml(html, 'https://shop.example').entryPath).toBeNull()
  expect(
    parseHtml(`${html}<script src="https://shop.example/a.js"></script>`, 'https://shop.example').entryPath,
  ).toBe('a.js')
})

it('takes the module script before a classic one that stands first', () => {
  expect(
    parseHtml('<script src="/env.js"></script><script type=module src="/assets/i.js"></script>').entryPath,
  ).toBe('assets/i.js')
})

it('gives the path relative to the root of a site that does not live at the root of its host', () => {
  const page = '<script type="module" src="/shop/assets/i.js"></script>'
  expect(parseHtml(page, 'https://x.example/shop').entryPath).toBe('assets/i.js')
  expect(
    parseHtml('<script type="module" src="/../i.js"></script>', 'https://x.example/shop').entryPath,
  ).toBeNull()
})

it('says null for what a page does not hold', () => {
  expect(parseHtml('')).toEqual({ buildVersion: null, entryPath: null })
  expect(parseHtml('{"json":true}')).toEqual({ buildVersion: null, entryPath: null })
})
