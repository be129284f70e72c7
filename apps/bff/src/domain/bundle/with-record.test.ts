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
  ['reads the setting from it', 'fetch(a+b)', { settings: { VITE_API_URL: url } }, 'right'],
  ['takes its endpoint where it names no such setting', 'fetch(a+b)', { endpoint: `${url}/` }, 'right'],
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
    'doubts it where the code holds only another environment',
    'fetch("https://api.staging.shop.example/x")',
    { endpoint: url },
    'unsure',
  ],
  [
    'is certain where the code alone would not be',
    `fetch("${url}");fetch("http://localhost:3000")`,
    { endpoint: url },
    'right',
  ],
  ['looks into the scripts for what it does not say', `fetch("${url}")`, {}, 'right'],
])('%s', (_what, script, record, expected) => {
  expect(verdict(script, record).state).toBe(expected)
})

it('says which kind of evidence it is', () => {
  expect(verdict('fetch(a)', { endpoint: url }).basis).toBe('build-record')
  expect(verdict(`fetch("${url}")`, {}).basis).toBe('text')
})

it('finds a record of another build', () => {
  const record = recordOf({ 'index.html': '', 'assets/a.js': '' }, { version: 'v2' })
  const about = {
    buildVersion: 'v1',
    loaded: ['assets/a.js', 'assets/b.js', 'config.js'],
    ownFile: 'config.js',
  }
  expect(judgeRecord(record, new Map(), about).contradictions).toEqual([
    'the record is of v2, the page of v1',
    'the page loads assets/b.js, which the record does not know',
  ])
})
