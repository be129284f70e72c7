import { expect, it } from 'vitest'
import { environment as fixture } from '../drift/testing/drift-fixture.ts'
import { evidenceOf, scanAll } from './testing/scan-all.ts'
import { scanScript } from './scan-script.ts'
import { wantedOf } from './wanted.ts'

const url = 'https://api.shop.example'
const wanting = (settings: Record<string, string>, forbiddenValues: string[] = []) => ({
  ...fixture,
  settings,
  forbiddenValues,
})
const settingsIn = (text: string, expected: Record<string, string> = {}) =>
  evidenceOf({ 'a.js': text }, wanting(expected)).settings
const facts = (text: string) => scanAll(text, wantedOf(fixture, null))

it.each([
  [`const e={BASE_URL:"/",VITE_API_URL:"${url}",PROD:!0}`],
  [`const e={"VITE_API_URL" : '${url}'}`],
  [`e={VITE_API_URL:\`${url}\`}`],
  [`window.env.VITE_API_URL = "${url}"`],
  [`window["env"]["VITE_API_URL"]="${url}"`],
  [`x=JSON.parse('{"a":1,"VITE_API_URL":"${url}"}')`],
  [`var VITE_API_URL="${url}"`],
  [`e={VITE_API_URL:"https:\\/\\/api.shop.example"}`],
  [`e={VITE_API_URL:"https://\\u0061pi.shop.ex\\x61mple"}`],
])('finds a value under its name: %s', (text) => {
  expect(evidenceOf({ 'a.js': text })).toMatchObject({ settings: { VITE_API_URL: url }, bare: [] })
})

it('finds all of them in what Vite 8 writes, used together and one by one', () => {
  const expected = { VITE_POOL: 'eu-west-1_Abc', VITE_QUOTED: 'quote"d', VITE_PRICE: '$5' }
  const together =
    'Object.keys({BASE_URL:`/`,DEV:!1,MODE:`production`,PROD:!0,SSR:!1,VITE_API_URL:`https://api.shop.example`,VITE_POOL:`eu-west-1_Abc`,VITE_PRICE:`$5`,VITE_QUOTED:`quote"d`})'
  const apart =
    'var e=`https://api.shop.example`;async function t(t){return(await fetch(`${e}/orders/${t}?x=1`)).json()}console.log(`eu-west-1_Abc`,`quote"d`,`$5`)'
  expect(settingsIn(together, expected)).toEqual({ ...expected, VITE_API_URL: url })
  expect(settingsIn(apart, expected)).toEqual({ ...expected, VITE_API_URL: url })
})

it('finds another value than the expected one under its name', () => {
  expect(settingsIn('e={VITE_API_URL:"http://localhost:3000"}')).toEqual({
    VITE_API_URL: 'http://localhost:3000',
  })
  expect(settingsIn('e={VITE_API_URL:""}')).toEqual({ VITE_API_URL: '' })
})

it.each([
  [`fetch("${url}")`],
  [`fetch(\`${url}/orders/\${id}\`)`],
  [`fetch('${url}/orders')`],
  [`fetch("https://API.shop.example:443/orders")`],
  [`const b="${url}/";fetch(b+"orders")`],
])('finds the address where only the value is left: %s', (text) => {
  expect(evidenceOf({ 'a.js': text })).toMatchObject({
    settings: { VITE_API_URL: url },
    bare: ['VITE_API_URL'],
    doubts: {},
  })
})

it.each([
  ['a comment', `/* ${url} */ // ${url}\nfetch(other)`],
  ['a longer host', `fetch("${url}.evil.example/orders")`],
  ['a text that speaks of it', `t("Our API is at ${url}, have fun")`],
  ['a link', `h("a",{href:"${url}",children:"docs"})`],
  ['an attribute that is set', `e.setAttribute("href","${url}/docs")`],
  ['a regular expression', `x=/"https:..api.shop.example"/.test(y)`],
])('does not take %s for a call', (_what, text) => {
  expect(settingsIn(text)).toEqual({})
})

it('does not take a longer value or name for the declared one', () => {
  expect(settingsIn('x="eu-west-10"', { VITE_REGION: 'eu-west-1' })).toEqual({})
  expect(settingsIn('e={MY_VITE_API_URL:"a",VITE_API_URL_OLD:"b"}')).toEqual({})
})

it('finds a key that the bundler joined with the text around it', () => {
  expect(settingsIn('fetch("/pay?key=pk_live_abc123&x=1")', { VITE_KEY: 'pk_live_abc123' })).toEqual({
    VITE_KEY: 'pk_live_abc123',
  })
  expect(settingsIn('fetch("/pay?key=pk_live_abc1234")', { VITE_KEY: 'pk_live_abc123' })).toEqual({})
})

it('doubts a setting that stands there with several values, in one script or in two', () => {
  const scripts = { 'a.js': `a={VITE_API_URL:"${url}"}`, 'b.js': 'b={VITE_API_URL:"https://old.example"}' }
  expect(evidenceOf(scripts)).toMatchObject({
    settings: { VITE_API_URL: url },
    doubts: { VITE_API_URL: /several times/ },
  })
})

it.each([
  ['the backend of a sibling', 'fetch("https://backend.other.example/v1/orders")', true],
  [
    'the same domain under the name of another environment',
    'fetch("https://api-staging.shop.example/orders")',
    true,
  ],
  ['the machine of a developer', 'fetch("http://localhost:3000/orders")', true],
  ['a second service', 'fetch("https://billing.shop.example/orders")', false],
  ['the fallback of a library', 'new URL(p,"http://localhost")', false],
  ['a namespace', 'e("http://www.w3.org/2000/svg")', false],
  ['a link to staging', 'h("a",{href:"https://api-staging.shop.example"})', false],
])('lets %s speak against a bare address: %s', (_what, text, speaks) => {
  const siblings = { backendUrls: ['https://backend.other.example'], settings: {} }
  const { doubts } = evidenceOf({ 'a.js': `fetch("${url}/x");${text}` }, { ...fixture, siblings })
  expect('VITE_API_URL' in doubts).toBe(speaks)
})

it('says what is called where only another environment is, and what has a blank at its end', () => {
  expect(settingsIn(`/* ${url} */fetch("https://api.staging.shop.example/orders")`)).toEqual({
    VITE_API_URL: 'https://api.staging.shop.example/orders',
  })
  expect(settingsIn(`const b="${url} "`)).toEqual({ VITE_API_URL: `${url} ` })
})

it('tells forbidden values in code from those in texts', () => {
  const forbidden = ['localhost', 'pk_test_', 'staging', 'https://old.example']
  const found = (text: string) => {
    const { forbidden: held, mentioned } = evidenceOf({ 'a.js': text }, wanting({}, forbidden))
    return { held, mentioned }
  }
  expect(found('k="pk_test_51";h="http://localhost:3000"')).toEqual({
    held: ['localhost', 'pk_test_'],
    mentioned: [],
  })
  expect(found('t("In development the server listens on http://localhost:3000")')).toEqual({
    held: [],
    mentioned: ['localhost'],
  })
  expect(found('if(location.hostname==="localhost")x()')).toEqual({ held: [], mentioned: ['localhost'] })
  expect(found('a="localhost"!==h;new URL(p,"http://localhost")')).toEqual({
    held: [],
    mentioned: ['localhost'],
  })
  expect(found('// the key is pk_test_51\n/* localhost */')).toEqual({ held: ['pk_test_'], mentioned: [] })
  expect(found('e={VITE_API_URL:"http://localhost"}')).toEqual({ held: ['localhost'], mentioned: [] })
  expect(found('fetch("https://OLD.example/x")')).toEqual({ held: ['https://old.example'], mentioned: [] })
})

it.each([
  ['`${p}://localhost:3000`', true],
  ['`${p}//localhost:3000/${x}/orders`', true],
  ['`${p}${`${q}://localhost:3000`}`', true],
  ['`${n} is not there, try ${h}, or localhost:3000`', false],
  ['h("a",{href:`${p}://localhost:3000`})', false],
  ['x===`${p}://localhost:3000`', false],
])('sees what stands behind a computed value: %s', (text, held) => {
  const { forbidden, mentioned } = evidenceOf({ 'a.js': text }, wanting({}, ['localhost:3000']))
  expect({ forbidden, mentioned }).toEqual({
    forbidden: held ? ['localhost:3000'] : [],
    mentioned: held ? [] : ['localhost:3000'],
  })
})

it.each([
  ['a sentence', 'alert("You are in region eu-west-1, welcome")', true],
  ['a template', 'alert(`${n} orders in eu-west-1`)', true],
  ['a name', 'x="orders.eu-west-1.cache"', true],
  ['what is shown', 'h("p",{children:"eu-west-1"})', true],
  ['a longer word', 'x="orders in eu-west-10"', false],
  ['a comment', '/* eu-west-1 */', false],
  ['a comparison', 'x==="eu-west-1"', false],
])('tells where a setting may have been folded into %s', (_what, text, isThere) => {
  const { embedded } = evidenceOf({ 'a.js': text }, wanting({ VITE_REGION: 'eu-west-1' }))
  expect(embedded).toEqual(isThere ? ['VITE_REGION'] : [])
})

it('lists what a script imports and names', () => {
  const text = `import{a as b}from"./a.js";import"./b.js";export*from'./c.js';const l=()=>import("./d.js");
    const m=["assets/e.js","assets/f.css"];System.register(["./g.js"],x);System.import("./h.js");
    new Worker(new URL("/assets/w.js",import.meta.url));t("Run node server.js now");y("chart.js is a library")`
  expect(facts(text)).toMatchObject({
    imports: ['./a.js', './b.js', './c.js', './d.js', './h.js'],
    mentions: [
      { text: 'assets/e.js', from: 'somewhere', certainty: 'in-folder' },
      { text: './g.js', from: 'script', certainty: 'sure', isStrict: false },
      { text: '/assets/w.js', from: 'script', certainty: 'sure', isStrict: true },
    ],
    computes: false,
  })
  expect(facts('import(`./locales/${l}.js`)').computes).toBe(true)
  expect(facts('import("./locales/"+l+".js")').computes).toBe(true)
  expect(facts('import(route.module)').computes).toBe(false)
})

it.each([
  ['full of quotes', `VITE_API_URL:${'"\\'.repeat(600_000)}`],
  ['with a text without end', `VITE_API_URL:"${'a'.repeat(5_000_000)}`],
  ['that nests without end', '(['.repeat(50_000)],
  ['with a template that nests without end', '`${'.repeat(20_000)],
  ['with a template that goes on without end', `\`${'a ${b}'.repeat(200_000)}\``],
])('survives a large bundle %s, in time', (_what, text) => {
  const started = performance.now()
  expect(settingsIn(text)).toEqual({})
  expect(performance.now() - started).toBeLessThan(5000)
})

it('lets others have their turn while it reads a large script', () => {
  const work = scanScript('a(b,c);'.repeat(20_000), wantedOf(fixture, null))
  let turns = 0
  while (work.next().done !== true) turns += 1
  expect(turns).toBeGreaterThan(5)
})
