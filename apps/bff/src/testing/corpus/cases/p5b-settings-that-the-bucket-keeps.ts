import { buildLayer } from '@lockstep/aws-sim/world/images/layer'
import { defineCase } from '../corpus-case.ts'
import { digestOf, planAnswers, publishAnswers, pushBuild, siteFolder } from '../own-build.ts'

const version = 'v20261120-100000'
const own = 'window.api="https://api.shop.example"'

export const corpusCase = defineCase({
  id: 'P5b',
  title: 'Settings that the bucket keeps, source maps that stay out',
  world: "As P5, and the configuration says `keep: [config.js]` and `exclude: ['*.map']`.",
  source: 'cases.md',
  right: {
    files: { status: 'read', says: /kept config\.js/, never: /\.map/ },
    publish: { status: 'ok' },
    'config.js': { status: 'stored', says: /shop\.example/ },
    'preflight:frontend-files': { status: 'ok' },
    plan: { status: 'ready' },
  },
  wire: {
    change: (world) => {
      world.world.s3.put(world.built.bucket, 'config.js', own)
      const more = [
        { path: `${siteFolder}/config.js`, body: 'window.api="http://localhost"' },
        { path: `${siteFolder}/assets/app.js.map`, body: '{"version":3}' },
      ]
      pushBuild(world, version, (site) => ({ layers: [buildLayer([...site, ...more])] }))
    },
    configure: (environment) => ({
      ...environment,
      frontend: { ...environment.frontend, keep: ['config.js'], exclude: ['*.map'] },
    }),
    answers: async (rig) => {
      const answers = await publishAnswers(rig, version)
      const body = rig.world.s3.get(rig.built.bucket, 'config.js')?.body ?? ''
      return { ...answers, 'config.js': { status: 'stored', sentence: Buffer.from(body).toString() } }
    },
  },
  server: (api, rig) => planAnswers(api, digestOf(rig, version)),
})
