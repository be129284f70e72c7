import {
  absent,
  digest,
  read,
  registry,
  taskDefinition,
} from '../../../domain/drift/testing/drift-fixture.ts'
import { defineCase } from '../corpus-case.ts'
import { driftAnswers } from '../drift-answers.ts'
import { runInstead } from '../worlds/redeploy.ts'

export const corpusCase = defineCase({
  id: 'W5',
  title: 'The running image is gone from the registry',
  world: 'Deployed by digest; then a lifecycle policy took the image away.',
  source: 'cases.md',
  right: {
    'tag-moved': { status: 'fail', says: [/gone from the registry/, /no new task can start/] },
    drift: { status: 'fail' },
    exit: { status: '1' },
  },
  rules: () =>
    driftAnswers({
      taskDefinition: read({ ...taskDefinition, image: `${registry}/storefront@${digest}` }),
      runningImage: absent,
      tag: absent,
    }),
  wire: {
    change: (rig) => {
      const { world, built } = rig
      const { digest: running, version } = built.version('current')
      const repository = world.ecr.repository(built.repository)
      runInstead(rig, `${repository.uri}@${running}`)
      repository.tags.delete(version)
      repository.images.delete(running)
    },
    configure: ({ backend, ...rest }) => ({ ...rest, backend: { ...backend, service: 'runs' } }),
  },
  server: true,
})
