import { read, registry, task, taskDefinition, version } from '../../../domain/drift/testing/drift-fixture.ts'
import { defineCase } from '../corpus-case.ts'
import { driftAnswers } from '../drift-answers.ts'
import { runInstead } from '../worlds/redeploy.ts'

export const corpusCase = defineCase({
  id: 'W3',
  title: "Another application's image",
  world: 'The service runs `billing:<the same version>`, the configuration names the repository of the shop.',
  source: 'cases.md',
  right: {
    'version-match': { status: 'fail', says: /an image of .*billing.* configuration names .*storefront/ },
    drift: { status: 'fail' },
    exit: { status: '1' },
  },
  rules: () => {
    const foreign = `${registry}/billing:${version}`
    return driftAnswers({
      taskDefinition: read({ ...taskDefinition, image: foreign }),
      tasks: read([{ ...task, image: foreign }]),
    })
  },
  wire: {
    change: (rig) => {
      const { world, built } = rig
      const { version } = built.version('current')
      if (!world.ecr.repositories.has('billing')) world.ecr.createRepository('billing')
      world.ecr.pushImage('billing', {
        tags: [version],
        layers: [],
        createdAt: rig.clock.date(),
        labels: { 'org.opencontainers.image.version': version },
      })
      runInstead(rig, `${world.ecr.repository('billing').uri}:${version}`)
    },
    configure: ({ backend, ...rest }) => ({ ...rest, backend: { ...backend, service: 'runs' } }),
  },
  server: true,
})
