import { zeroesLayer } from '@lockstep/aws-sim/world/images/hostile'
import { buildLayer } from '@lockstep/aws-sim/world/images/layer'
import { defineCase } from '../corpus-case.ts'
import { digestOf, planAnswers, publishAnswers, pushBuild } from '../own-build.ts'

const version = 'v20261120-100000'
const mebibyte = 1024 * 1024

export const corpusCase = defineCase({
  id: 'P3',
  title: 'Zeroes in a base layer',
  world:
    'A base layer holds 200 MiB of zeroes outside of the frontend folder, a thousandth of that when packed.',
  source: 'cases.md',
  right: {
    publish: { status: 'ok' },
    'preflight:artifact-frontend': { status: 'ok' },
    plan: { status: 'ready' },
  },
  wire: {
    change: (world) => {
      pushBuild(world, version, (site) => ({
        layers: [zeroesLayer('opt/data', 200 * mebibyte), buildLayer(site)],
      }))
    },
    answers: (rig) => publishAnswers(rig, version),
  },
  server: (api, rig) => planAnswers(api, digestOf(rig, version)),
})
