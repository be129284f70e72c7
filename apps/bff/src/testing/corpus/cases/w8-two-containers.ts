import { environment, read, taskDefinition } from '../../../domain/drift/testing/drift-fixture.ts'
import { releaseContainers } from '../../../domain/release/release-containers.ts'
import { defineCase } from '../corpus-case.ts'
import { driftAnswers } from '../drift-answers.ts'
import { planDefinition } from '../plan-definition.ts'

const host = '123456789012.dkr.ecr.eu-west-1.amazonaws.com'
const { container, repository } = environment.backend
const main = { name: container, image: taskDefinition.image ?? '' }
const beside = (name: string, tag: string) => ({ name, image: `${host}/${repository}:${tag}` })

export const corpusCase = defineCase({
  id: 'W8',
  title: 'Two containers of the same repository',
  world: 'The task definition has the containers app and migrate, both on repo:v1; v2 is deployed.',
  source: 'cases.md',
  right: {
    plan: { status: 'both are changed' },
    'plan:other tag': { status: 'named', says: /migrate/ },
    'task-mix': { status: 'warn', says: /migrate/, never: /all .* the same image\.$/i },
  },
  rules: () => {
    const mixed = { ...taskDefinition, containers: [main, beside('migrate', 'v20251112-093000')] }
    const same = releaseContainers(
      [main, { ...main, name: 'migrate' }, beside('proxy', 'envoy')],
      environment,
    )
    const other = releaseContainers([main, beside('migrate', 'latest')], environment)
    return {
      plan: { status: same.moved.includes('migrate') ? 'both are changed' : 'one stays' },
      'plan:other tag': {
        status: other.behind.length > 0 ? 'named' : 'not named',
        sentence: other.behind.map(({ name }) => name).join(),
      },
      'task-mix': driftAnswers({ taskDefinition: read(mixed) })['task-mix'] ?? { status: 'missing' },
    }
  },
  wire: {
    change: ({ world, built }) => {
      const record = world.ecs.service(built.cluster, built.service)
      const definition = record?.deployments[0]?.revision.definition
      if (record === null || definition === undefined) throw new Error('there is no service')
      const [app] = definition.containers
      const migrate = { name: 'migrate', image: app?.image, essential: false }
      const { arn } = world.ecs.registerTaskDefinition({
        ...definition.request,
        containerDefinitions: [...definition.containers, migrate],
      })
      world.ecs.updateService(built.cluster, built.service, arn)
    },
    answers: async (rig) => {
      const plan = await planDefinition(rig)
      const paths = plan.ok ? plan.value.changes.map(({ path }) => path) : []
      const images = paths.filter((path) => path.endsWith('.image'))
      const all = images.length === 2 && images.some((path) => path.includes('migrate'))
      return { plan: { status: all ? 'both are changed' : 'one stays', sentence: paths.join() } }
    },
  },
})
