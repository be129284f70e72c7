import { expect, test } from 'vitest'
import { environment } from '../drift/testing/drift-fixture.ts'
import { inlineName, parseHtml } from '../drift/parse-html.ts'
import { scanAll } from './testing/scan-all.ts'
import { wantedOf } from './wanted.ts'
import { refusedTags, scriptsBeyond, standsInPage, underHeaders, weighTags } from './weigh-tags.ts'

const wanted = wantedOf(environment, null)
const snippet = '<script>window.dataLayer = []; function gtag() { dataLayer.push(arguments) }</script>'
const own = '<script type="module" src="/assets/index-Ab12Cd34.js"></script>'
const policy = "default-src 'self'"

function judge(page: string, headerPolicies: readonly string[] = [policy]) {
  const html = parseHtml(page, environment.frontend.url, headerPolicies)
  const facts = new Map(html.inline.map((text, index) => [inlineName(index + 1), scanAll(text, wanted)]))
  const tags = weighTags(html, facts, wanted)
  const refused = refusedTags({ ...html, tags }, environment.frontend.url)
  const names = (texts: readonly string[]) => texts.map((text) => text.split(': ')[0])
  return {
    disallowed: names(refused.disallowed),
    beside: names(refused.disallowedBeside),
    stands: standsInPage(html, tags),
    beyond: scriptsBeyond(html, tags),
  }
}

test.each([
  ['one that imports the application', '<script>import("/_app/start.js")</script>'],
  ['one that is the application', `<script>fetch("${environment.backend.url}/x")</script>`],
  ['one that tells the backend to it', `<script>window.api = "${environment.backend.url}"</script>${own}`],
  ['a map of modules', `<script type="importmap">{"imports":{"a":"/a.js"}}</script>${own}`],
  ['the only one', '<script>start()</script>'],
])('takes for needed: %s', (_, page) => {
  expect(judge(page)).toMatchObject({ disallowed: ['script 1 of the page'], beside: [] })
})

test.each([
  ['a counting snippet', `${snippet}${own}`, 'script 1 of the page'],
  ['a module beside the own one', `<script type="module">x()</script>${own}`, 'script 1 of the page'],
  [
    'what registers a service worker',
    `<script>navigator.serviceWorker.register("/sw.js")</script>${own}`,
    'script 1 of the page',
  ],
  [
    'a script of another host',
    `<script src="https://count.example/t.js"></script>${own}`,
    'https://count.example/t.js',
  ],
  [
    'the onload of a stylesheet',
    `<link rel="stylesheet" href="/s.css" media="print" onload="this.media='all'">${own}`,
    'the onload of s.css',
  ],
])('takes for what may be done without: %s', (_, page, name) => {
  expect(judge(page)).toMatchObject({ disallowed: [], beside: [name] })
})

test.each([
  ['data', '<script type="application/json">{"a":1}</script>'],
  ['what old browsers run', '<script nomodule>old()</script>'],
  ['what is no script', '<script type="text/template">{{ a }}</script>'],
  ['what stands in a template', '<template><script>a()</script></template>'],
])('leaves alone %s', (_, page) => {
  expect(judge(`${page}${own}`)).toMatchObject({ disallowed: [], beside: [] })
})

test('heeds a policy of a tag for what comes behind it, and only in the head', () => {
  const meta = `<meta http-equiv="content-security-policy" content="${policy}">`
  const refused = { disallowed: [], beside: ['script 1 of the page'] }
  const allowed = { disallowed: [], beside: [] }
  expect(judge(`<head>${meta}${snippet}${own}</head>`, [])).toMatchObject(refused)
  expect(judge(`<head>${snippet}${meta}${own}</head>`, [])).toMatchObject(allowed)
  expect(judge(`<head>${own}</head><body>${meta}${snippet}</body>`, [])).toMatchObject(allowed)
  const reports = meta.replace('policy"', 'policy-report-only"')
  expect(judge(`<head>${reports}${snippet}${own}</head>`, [])).toMatchObject(allowed)
})

test('looks for the application in the page, or on another host', () => {
  const cdn = '<script src="https://cdn.example/app.js" defer></script>'
  const counting = '<script async src="https://count.example/t.js"></script>'
  const beyond = ['the scripts on cdn.example']
  expect(judge(`${cdn}${snippet}`, [])).toMatchObject({ stands: false, beyond })
  expect(judge(`${cdn}${counting}`)).toMatchObject({
    disallowed: ['https://cdn.example/app.js'],
    beside: ['https://count.example/t.js'],
    stands: false,
  })
  expect(judge(counting)).toMatchObject({ disallowed: ['https://count.example/t.js'] })
  expect(judge(`${counting}<script type="module">app()</script>`, [])).toMatchObject({
    stands: true,
    beyond: [],
  })
  expect(judge(`${cdn}<script>window.api = "${environment.backend.url}"</script>`, [])).toMatchObject({
    stands: true,
    beyond,
  })
  expect(judge('<script>location.replace("/en/")</script>', [])).toMatchObject({ stands: false })
})

test('says that a <base> is missed by scripts that are written relative to it', () => {
  const of = (base: string, src: string) =>
    judge(`<base href="${base}"><script src="${src}"></script>`, ["base-uri 'none'"])
  expect(of('/', 'main.js')).toMatchObject({
    disallowed: [],
    beside: ['<base href="/">, without which pages below a folder do not find their scripts'],
  })
  expect(of('/', '/main.js')).toMatchObject({ disallowed: [], beside: [] })
  expect(of('/app/', 'main.js').disallowed).toHaveLength(1)
})

test('judges a page under the headers that will come with it', () => {
  const html = parseHtml(`${own}${snippet}`, environment.frontend.url)
  const page = { ...html, tags: weighTags(html, new Map(), wanted) }
  const refused = (headers: readonly string[]) =>
    refusedTags(underHeaders(page, headers), environment.frontend.url)
  expect(refused([])).toEqual({ disallowed: [], disallowedBeside: [] })
  expect(refused([policy]).disallowedBeside).toHaveLength(1)
  expect(refused(['sandbox']).disallowed).toHaveLength(1)
})
