import { expect, it } from 'vitest'
import { environment } from '../drift/testing/drift-fixture.ts'
import { judgeEndpoint } from './judge-endpoint.ts'
import { judgeRecord } from './record-evidence.ts'
import { evidenceOf } from './testing/scan-all.ts'
import { recordOf } from './testing/record-of.ts'
import { wantedOf } from './wanted.ts'
import { withRecord } from './with-record.ts'

const url = 'https://api.shop.example'
const page = { buildVersion: null, loaded: [], ownFile: null }

/** What a script and a record say together of the backend's address. */
function verdict(script: string, record: Parameters<typeof recordOf>[1]) {
  const made = judgeRecord(recordOf({}, record), new Map(), page)
  const evidence = withRecord(evidenceOf({ 'a.js': script }), made, wantedOf(environment, null))
  return judgeEndpoint(evidence, environment)
}

it.each([
  ['reads the setting from it', `fetch("${url}"+b)`, { settings: { VITE_API_URL: url } }, 'right'],
  ['takes its endpoint where it names no such setting', `fetch("${url}")`, { endpoint: `${url}/` }, 'right'],
  ['doubts it where no script holds the address', 'fetch(a+b)', { endpoint: url }, 'unsure'],
  [
    'doubts it where the code calls an address of nobody known',
    'fetch("https://api.other.example")',
    { settings: { VITE_API_URL: url } },
    'unsure',
  ],
  [
    'fails by what it says',
    `fetch("${url}")`,
    { settings: { VITE_API_URL: 'https://old.example' } },
    'wrong',
  ],
  [
    'fails where the scripts name another one',
    'e={VITE_API_URL:"https://old.example"}',
    { settings: { VITE_API_URL: url } },
    'wrong',
  ],
  [
    'fails where the code holds only another environment',
    'fetch("https://api.staging.shop.example/x")',
    { endpoint: url },
    'wrong',
  ],
  [
    'is no more certain than the code where that holds two addresses',
    `fetch("${url}");fetch("http://localhost:3000")`,
    { endpoint: url },
    'unsure',
  ],
  ['looks into the scripts for what it does not say', `fetch("${url}")`, {}, 'right'],
])('%s', (_what, script, record, expected) => {
  expect(verdict(script, record).state).toBe(expected)
})

it('says which kind of evidence it is', () => {
  expect(verdict(`fetch("${url}")`, { endpoint: url }).basis).toBe('build-record')
  expect(verdict(`fetch("${url}")`, {}).basis).toBe('text')
})

it('finds a record of another build', () => {
  const record = recordOf({ 'index.html': '', 'assets/a.js': '' }, { version: 'v2' })
  const about = {
    buildVersion: 'v1',
    loaded: ['assets/a.js', 'assets/b.js', 'config.js'],
    ownFile: 'config.js',
  }
  expect(judgeRecord(record, new Map(), about)).toMatchObject({
    foreign: 'the record is of v2, the page of v1',
    isOfPage: false,
    contradictions: [
      'the record is of v2, the page of v1',
      'the page loads assets/b.js, which the record does not know',
    ],
  })
})

it.each([
  ['a page of another build', { loaded: ['assets/b.js'], buildVersion: null }, false],
  ['the same version, built again', { loaded: ['assets/b.js'], buildVersion: 'v2' }, true],
  ['a page changed by hand', { loaded: ['assets/a.js', 'assets/b.js'], buildVersion: null }, true],
])('tells %s by its own bytes', (_what, about, isOwn) => {
  const record = recordOf({ 'index.html': '', 'assets/a.js': '' }, { version: 'v2' })
  const judged = judgeRecord(record, new Map([['index.html', 'other']]), { ...about, ownFile: null })
  expect(judged).toMatchObject({ isOfPage: false })
  expect(judged.foreign === null).toBe(isOwn)
})

it('takes nothing from a record of another build', () => {
  const made = judgeRecord(recordOf({}, { version: 'v2', endpoint: url }), new Map(), {
    ...page,
    buildVersion: 'v1',
  })
  const evidence = withRecord(evidenceOf({ 'a.js': 'fetch(a)' }), made, wantedOf(environment, null))
  expect(judgeEndpoint(evidence, environment)).toMatchObject({ state: 'wrong' })
  expect(evidence.basis).toBe('module-graph')
})
