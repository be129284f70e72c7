import { defineCase, type BuiltWorld } from '../corpus-case.ts'
import { pageOf, putFiles, siteAnswers } from '../site-world.ts'
import { environment } from '../../../domain/drift/testing/drift-fixture.ts'

const policy = (sources: string): string =>
  `<meta http-equiv="Content-Security-Policy" content="script-src 'self'; connect-src 'self' ${sources}">`
const script = '<script type="module" src="/assets/index-Ab12Cd34.js"></script>'
const forbidding = (of: BuiltWorld): void =>
  putFiles(of, {
    'index.html': pageOf(of, `${policy('https://api.production.example')}${script}`),
    'assets/index-Ab12Cd34.js': `fetch("${of.built.apiUrl}/x")`,
  })
const call = `fetch("${environment.backend.url}/x")`
const served = (text: string) => siteAnswers({ 'a.js': call }, {}, { policies: [text] })['endpoint-match']

export const corpusCase = defineCase({
  id: 'R-U2',
  title: 'A Content-Security-Policy that forbids the backend',
  world:
    'The page calls the right backend, and its policy names that of production alone: browsers refuse every call.',
  source: 'https://github.com/piffio/rushomon/issues/411',
  right: {
    'endpoint-match': { status: 'fail', says: [/Content-Security-Policy/, /connect-src 'self'/] },
    'in the header': { status: 'fail', says: /connect-src 'self'/ },
    'allowed there': { status: 'ok' },
  },
  rules: () => ({
    'in the header': { status: 'none', ...served("connect-src 'self'") },
    'allowed there': { status: 'none', ...served(`default-src 'self' ${environment.backend.url}`) },
  }),
  wire: { change: forbidding, configure: (file) => ({ ...file, settings: {} }) },
})
