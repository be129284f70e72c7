import { buildLayer } from '@lockstep/aws-sim/world/images/layer'
import {
  absent,
  observe,
  read,
  site,
  htmlValue,
  unreadable,
} from '../../../domain/drift/testing/drift-fixture.ts'
import { unexpectedStatus } from '../../../adapters/http-probe/unexpected-answer.ts'
import { defineCase } from '../corpus-case.ts'
import { driftAnswers } from '../drift-answers.ts'
import { digestOf, planAnswers, pushBuild, siteFolder } from '../own-build.ts'
import { pageOf, putFiles } from '../site-world.ts'

const version = 'v20261120-120000'
const head = '<meta http-equiv="refresh" content="0; url=/en/"><link rel="canonical" href="/en/">'
const ledOn = { status: 'unknown', says: /leads on to \/en\//, never: /loads no script;|is gone/ } as const
const redirected = { status: 'unknown', says: /302, a redirect to \/en\// } as const

const answersRedirected = () => {
  const problem = unexpectedStatus('https://shop.example/', { status: 302, headers: { location: '/en/' } })
  const page = { ...unreadable, problem }
  const inBucket = [
    site({ html: absent, entry: absent }),
    site({ html: read({ ...htmlValue, entryPath: null }), entry: absent }),
  ]
  return inBucket.map((bucket) =>
    driftAnswers({ ...observe(), edge: site({ html: page, entry: page }), bucket }),
  )
}

export const corpusCase = defineCase({
  id: 'R-D51a',
  title: 'A root page that only leads on to the page of a language',
  world:
    'The root is a page without a script that sends browsers to /en/ at once, or the edge answers it with a redirect there; the builds lie in /en/ and /de/.',
  source: 'field test; https://angular.dev/guide/i18n/deploy',
  right: {
    'endpoint-match': ledOn,
    'settings-match': ledOn,
    'site-files': ledOn,
    'edge-stale': { status: 'ok' },
    'preflight:artifact-endpoint': ledOn,
    ...Object.fromEntries(
      ['endpoint-match', 'settings-match', 'site-files', 'edge-stale'].flatMap((id) => [
        [`${id}, redirected`, redirected],
        [`${id}, redirected from a page`, redirected],
      ]),
    ),
  },
  rules: () => {
    const [without = {}, withPage = {}] = answersRedirected()
    return Object.fromEntries([
      ...Object.entries(without).map(([id, answer]) => [`${id}, redirected`, answer]),
      ...Object.entries(withPage).map(([id, answer]) => [`${id}, redirected from a page`, answer]),
    ])
  },
  wire: {
    change: (of) => {
      const script = `fetch("${of.built.apiUrl}/x")`
      const page = pageOf(of, '<base href="/en/"><script type="module" src="main-Ab12Cd34.js"></script>')
      putFiles(of, { 'index.html': pageOf(of, head), 'en/index.html': page, 'en/main-Ab12Cd34.js': script })
      const files = [{ path: `${siteFolder}/index.html`, body: pageOf(of, head) }]
      pushBuild(of, version, () => ({ layers: [buildLayer(files)] }))
    },
    configure: (environment) => ({ ...environment, settings: { VITE_REGION: 'eu-west-1' } }),
  },
  server: async (api, rig) => planAnswers(api, digestOf(rig, version)),
})
