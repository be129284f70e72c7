import { absent, read, htmlValue, site } from '../../../domain/drift/testing/drift-fixture.ts'
import { defineCase } from '../corpus-case.ts'
import { driftAnswers } from '../drift-answers.ts'
import { digestOf, planAnswers, pushBuild, siteFolder } from '../own-build.ts'
import { pageOf, putFiles } from '../site-world.ts'
import { buildLayer } from '@lockstep/aws-sim/world/images/layer'

const version = 'v20261120-110000'
const entry = 'assets/index-Bn5yQuT3.js'
const named = { status: 'fail', says: /index-Bn5yQuT3\.js, which is not there/, never: /no script/ } as const

export const corpusCase = defineCase({
  id: 'R-B14',
  title: 'A page whose script is gone',
  world:
    'The page names its script, and the bucket has none of that name: somebody put an old page back, or the upload broke off. The image of the next version lacks it too.',
  source: 'tried',
  right: {
    'site-files': named,
    'endpoint-match': named,
    'settings-match': { ...named, never: [/no entry script/, /wrong settings/] },
    'cache-policy': { says: /index-Bn5yQuT3\.js, which is not there/, never: /no entry script/ },
    'preflight:artifact-frontend': { status: 'fail', says: /index-Bn5yQuT3\.js/ },
    'preflight:artifact-settings': { status: 'fail', says: /index-Bn5yQuT3\.js is not there/ },
  },
  rules: () => {
    const gone = site({ html: read({ ...htmlValue, entryPath: entry }), entry: absent })
    return driftAnswers({ edge: gone, bucket: gone })
  },
  wire: {
    change: (of) => {
      const page = pageOf(of, `<script type="module" src="/${entry}"></script>`)
      putFiles(of, { 'index.html': page })
      const files = [{ path: `${siteFolder}/index.html`, body: page }]
      pushBuild(of, version, () => ({ layers: [buildLayer(files)] }))
    },
    configure: (environment) => ({ ...environment, settings: { VITE_REGION: 'eu-west-1' } }),
  },
  server: async (api, rig) => planAnswers(api, digestOf(rig, version)),
})
