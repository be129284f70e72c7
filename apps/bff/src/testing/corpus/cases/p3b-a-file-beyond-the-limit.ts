import { buildLayer } from '@lockstep/aws-sim/world/images/layer'
import { defineCase } from '../corpus-case.ts'
import { digestOf, planAnswers, publishAnswers, pushBuild, siteFolder } from '../own-build.ts'

const version = 'v20261120-100000'
const says = [/app\/dist\/public\/film\.mp4/, /frontend\.limits\.fileMegabytes/]

export const corpusCase = defineCase({
  id: 'P3b',
  title: 'A file beyond a limit',
  world: 'The frontend holds a film of 2 MiB; the environment allows files of 1 MiB.',
  source: 'cases.md',
  right: {
    publish: { status: 'artifact-too-large', says },
    'preflight:artifact-frontend': { status: 'fail', says },
    plan: { status: 'blocked' },
  },
  wire: {
    change: (world) => {
      const film = { path: `${siteFolder}/film.mp4`, body: Buffer.alloc(2 * 1024 * 1024) }
      pushBuild(world, version, (site) => ({ layers: [buildLayer([...site, film])] }))
    },
    configure: (environment) => ({
      ...environment,
      frontend: { ...environment.frontend, limits: { fileMegabytes: 1 } },
    }),
    answers: (rig) => publishAnswers(rig, version),
  },
  server: (api, rig) => planAnswers(api, digestOf(rig, version)),
})
