import { buildLayer } from '@lockstep/aws-sim/world/images/layer'
import { defineCase } from '../corpus-case.ts'
import { digestOf, planAnswers, publishAnswers, pushBuild, siteFolder } from '../own-build.ts'

const version = 'v20261120-100000'

export const corpusCase = defineCase({
  id: 'P5',
  title: "The bucket's own settings, source maps, and what an editor left",
  world:
    "The bucket's own `config.js` differs from the image's; the image also holds a source map and `.DS_Store`.",
  source: 'cases.md',
  right: {
    files: { status: 'read', says: /changed config\.js/, never: /DS_Store/ },
    publish: { status: 'ok' },
    'preflight:frontend-files': {
      status: 'warn',
      says: [/own config\.js/, /frontend\.keep/, /Source maps.*app\.js\.map/],
      never: /DS_Store/,
    },
    plan: { status: 'ready' },
  },
  wire: {
    change: (world) => {
      world.world.s3.put(world.built.bucket, 'config.js', 'window.api="https://api.shop.example"')
      const more = [
        { path: `${siteFolder}/config.js`, body: 'window.api="http://localhost"' },
        { path: `${siteFolder}/assets/app.js.map`, body: '{"version":3}' },
        { path: `${siteFolder}/assets/.DS_Store`, body: 'finder' },
      ]
      pushBuild(world, version, (site) => ({ layers: [buildLayer([...site, ...more])] }))
    },
    answers: (rig) => publishAnswers(rig, version),
  },
  server: (api, rig) => planAnswers(api, digestOf(rig, version)),
})
