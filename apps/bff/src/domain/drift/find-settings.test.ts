import { expect, it } from 'vitest'
import { findSettings } from './find-settings.ts'

const url = 'https://api.shop.example'
const settingsIn = (text: string, expected: Record<string, string> = { VITE_API_URL: url }) =>
  findSettings(text, expected, []).settings

it.each([
  [`const e={BASE_URL:"/",VITE_API_URL:"${url}",PROD:!0}`],
  [`const e={"VITE_API_URL" : '${url}'}`],
  [`e={VITE_API_URL:\`${url}\`}`],
  [`window.env.VITE_API_URL = "${url}"`],
  [`e={VITE_API_URL:"https:\\/\\/api.shop.example"}`],
  [`e={VITE_API_URL:"https://\\u0061pi.shop.ex\\x61mple"}`],
])('finds a value under its name: %s', (text) => {
  expect(settingsIn(text)).toEqual({ VITE_API_URL: url })
})

it('finds all of them in what Vite 8 writes, used together and one by one', () => {
  const expected = { VITE_API_URL: url, VITE_POOL: 'eu-west-1_Abc', VITE_QUOTED: 'quote"d', VITE_PRICE: '$5' }
  const together =
    'Object.keys({BASE_URL:`/`,DEV:!1,MODE:`production`,PROD:!0,SSR:!1,VITE_API_URL:`https://api.shop.example`,VITE_POOL:`eu-west-1_Abc`,VITE_PRICE:`$5`,VITE_QUOTED:`quote"d`})'
  const apart =
    'var e=`https://api.shop.example`;async function t(t){return(await fetch(`${e}/orders/${t}?x=1`)).json()}console.log(`eu-west-1_Abc`,`quote"d`,`$5`)'
  expect(settingsIn(together, expected)).toEqual(expected)
  expect(settingsIn(apart, expected)).toEqual(expected)
})

it('finds another value than the expected one under its name', () => {
  expect(settingsIn('e={VITE_API_URL:"http://localhost:3000"}')).toEqual({
    VITE_API_URL: 'http://localhost:3000',
  })
  expect(settingsIn('e={VITE_API_URL:""}')).toEqual({ VITE_API_URL: '' })
})

it.each([[`fetch("${url}")`], [`fetch(\`${url}/orders/\${id}\`)`], [`fetch('${url}/orders')`]])(
  'finds the expected value where only the value is left: %s',
  (text) => {
    expect(settingsIn(text)).toEqual({ VITE_API_URL: url })
  },
)

it('does not take a longer value for the expected one', () => {
  expect(settingsIn(`fetch("${url}.evil.example/orders")`)).toEqual({})
  expect(settingsIn('x="eu-west-10"', { VITE_REGION: 'eu-west-1' })).toEqual({})
})

it('does not take a longer name for the declared one', () => {
  expect(settingsIn('e={MY_VITE_API_URL:"a",VITE_API_URL_OLD:"b"}')).toEqual({})
})

it('reports the differing value when a name stands there twice', () => {
  expect(settingsIn(`a={VITE_API_URL:"${url}"};b={VITE_API_URL:"https://old.example"}`)).toEqual({
    VITE_API_URL: 'https://old.example',
  })
})

it('lists the forbidden values that the bundle holds', () => {
  const found = findSettings('k="pk_test_51";h="http://localhost:3000"', {}, [
    'localhost',
    'pk_test_',
    'staging',
  ])
  expect(found.forbidden).toEqual(['localhost', 'pk_test_'])
})

it.each([
  ['full of quotes', `VITE_API_URL:${'"\\'.repeat(1_000_000)}`],
  ['with a text without end', `VITE_API_URL:"${'a'.repeat(20_000_000)}`],
])('survives a large bundle %s, in time', (_what, text) => {
  const started = performance.now()
  expect(settingsIn(text)).toEqual({})
  expect(performance.now() - started).toBeLessThan(2000)
})
