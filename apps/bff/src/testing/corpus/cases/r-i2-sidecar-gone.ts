import { buildLayer } from '@lockstep/aws-sim/world/images/layer'
import { read, registry } from '../../../domain/drift/testing/drift-fixture.ts'
import { defineCase } from '../corpus-case.ts'
import { driftAnswers } from '../drift-answers.ts'
import { currentRequest, runInstead } from '../worlds/redeploy.ts'

const image = `${registry}/fluent:stable`
const nextOnly = driftAnswers({
  sidecars: read([{ container: 'log_router', image, named: 'gone', kept: 'there' }]),
})['tag-moved']
const hidden = driftAnswers({
  sidecars: read([{ container: 'log_router', image, named: 'not-known', kept: 'not-known' }]),
})['tag-moved']

export const corpusCase = defineCase({
  id: 'R-I2',
  title: 'The image of a container beside the application is gone from the registry',
  world:
    'An essential log router runs beside the application, by tag; a lifecycle rule then deleted its image. ECS keeps to the digest that the deployment began with.',
  source: 'aws/amazon-ecs-agent#4226',
  right: {
    'tag-moved': {
      status: 'fail',
      says: [/log_router/, /fluent:stable/, /gone from the registry/, /no new task can start/],
    },
    'rollback-ready': { status: 'warn', says: /log_router/ },
    'only the tag is gone': { status: 'warn', says: [/next/, /log_router/], never: /no new task/ },
    'nobody may ask': { status: 'ok' },
    drift: { status: 'fail' },
  },
  rules: () => ({
    ...driftAnswers({
      sidecars: read([{ container: 'log_router', image, named: 'gone', kept: 'gone' }]),
    }),
    'only the tag is gone': nextOnly ?? { status: 'missing' },
    'nobody may ask': hidden ?? { status: 'missing' },
  }),
  wire: {
    change: (rig) => {
      const { world, built, clock } = rig
      const repository = `${built.repository}-fluent`
      const { uri } = world.ecr.createRepository(repository)
      const push = (text: string): string =>
        world.ecr.pushImage(repository, {
          layers: [buildLayer([{ path: 'fluent', body: text }])],
          labels: {},
          createdAt: clock.date(),
          tags: ['stable'],
        }).digest
      const lost = push('old')
      const request = currentRequest(rig)
      const definition = world.ecs.registerTaskDefinition({
        ...request,
        containerDefinitions: [
          ...(request.containerDefinitions ?? []),
          { name: 'log_router', image: `${uri}:stable`, essential: true },
        ],
      }).arn
      runInstead(rig, '', { definition })
      world.ecr.repository(repository).tags.delete('stable')
      world.ecr.repository(repository).images.delete(lost)
    },
    configure: ({ backend, ...rest }) => ({ ...rest, backend: { ...backend, service: 'runs' } }),
  },
})
