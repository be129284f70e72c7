import { expect, it } from 'vitest'
import { parseHtml } from './parse-html.ts'

it('reads the build version and the entry of a Vite build', () => {
  const html = `<!doctype html><html lang="en" data-build-version="v20250929-101500"><head>
    <link rel="modulepreload" href="/assets/vendor-1.js">
    <script type="module" crossorigin src="/assets/index-DkX1.js"></script></head><body><div id="root"></div></body></html>`
  expect(parseHtml(html)).toMatchObject({
    buildVersion: 'v20250929-101500',
    entryPath: 'assets/index-DkX1.js',
  })
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
  expect(parseHtml(html)).toMatchObject({ buildVersion: null, entryPath: 'assets/index.js' })
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
  expect(parseHtml('')).toMatchObject({ buildVersion: null, entryPath: null })
  expect(parseHtml('{"json":true}')).toMatchObject({ buildVersion: null, entryPath: null })
})

it('lists all scripts of the site, old and new ones, and those that stand in the page', () => {
  const html = `<base href="/app/"><link rel=modulepreload href=vendor-1.js><link rel=preload as=font href=f.woff2>
    <script src=/polyfills.js></script><script type=module src=main.js></script>
    <script nomodule src="old&#46;js"></script><script nomodule data-src="/old-entry.js">load()</script>
    <script src="https://pay.example/p.js"></script>
    <script type="application/json">{"apiUrl":"x"}</script><script type="text/template">no</script>`
  const bare = { isAsync: false, text: '', nonce: null, integrity: null, policies: [] }
  expect(parseHtml(html)).toEqual({
    buildVersion: null,
    elsewhere: ['pay.example'],
    entryPath: 'app/main.js',
    scripts: ['polyfills.js', 'app/main.js', 'app/old.js', 'old-entry.js'],
    announced: ['app/vendor-1.js'],
    modules: ['app/vendor-1.js', 'app/main.js'],
    leadsTo: null,
    integrity: [],
    policies: [],
    scriptTags: [
      { ...bare, place: 'site', path: 'polyfills.js', kind: 'script' },
      { ...bare, place: 'site', path: 'app/main.js', kind: 'module' },
      { ...bare, place: 'elsewhere', path: 'https://pay.example/p.js', kind: 'script' },
    ],
    refusedBase: null,
    unseen: [],
    inline: ['load()', '{"apiUrl":"x"}'],
    stylesheets: [],
    attributes: [
      'vendor-1.js',
      'f.woff2',
      '/polyfills.js',
      'main.js',
      'old.js',
      '/old-entry.js',
      'https://pay.example/p.js',
    ],
    hasDoctype: false,
    baseUrl: 'https://site.invalid/app/',
  })
})

it('takes what the page announces for the entry where only a script in the page loads it', () => {
  const html = '<link rel="modulepreload" href="./_app/start.js"><script>import("./_app/start.js")</script>'
  expect(parseHtml(html).entryPath).toBe('_app/start.js')
})

it('reads a page that nests half a million elements as fast as any other of its length', () => {
  const deep = '<i>'.repeat(500_000)
  const flat = '<i></i>'.repeat(214_286)
  const seconds = (text: string) => {
    const started = performance.now()
    parseHtml(`${text}<script src=/a.js></script>`)
    return performance.now() - started
  }
  seconds(flat)
  expect(seconds(deep)).toBeLessThan(20 * seconds(flat) + 50)
})

it('says where scripts lie that are not of the site', () => {
  const page = `<script src="https://cdn.shop.example/a.js"></script><script src="//cdn.shop.example/b.js"></script>
    <script src="/shared/c.js"></script><script src="data:text/javascript,d()"></script><!-- <script src="https://old.example/e.js"></script> -->
    <noscript><script src="https://no.example/f.js"></script></noscript><script type="text/template" src="https://t.example/g"></script>`
  expect(parseHtml(page, 'https://shop.example/app/').elsewhere).toEqual([
    'cdn.shop.example',
    'shop.example/shared/c.js',
  ])
})
