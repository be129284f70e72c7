import { createEcsDeployer } from '../../../adapters/aws/ecs-deployer.ts'
import { createEcsServiceReader } from '../../../adapters/aws/ecs-service-reader.ts'
import { createEcsTaskDefinitions } from '../../../adapters/aws/ecs-task-definitions.ts'
import { systemClock } from '../../../domain/clock.ts'
import { environment, observe, read, service } from '../../../domain/drift/testing/drift-fixture.ts'
import type { Observation } from '../../../domain/drift/observation.ts'
import { serviceSteady } from '../../../domain/release/preflight/environment-rules.ts'
import type { PreflightFacts } from '../../../domain/release/preflight/preflight-facts.ts'
import { defineCase, type Answer } from '../corpus-case.ts'
import { driftAnswers } from '../drift-answers.ts'

function judged(found: Observation['service']): Answer {
  const facts = {
    environment,
    shape: { kind: 'deploy', scope: 'both', strategy: 'all-at-once', emergency: false },
    observation: observe({ service: found }),
  } as Partial<PreflightFacts> as PreflightFacts
  const finding = serviceSteady.find(facts)
  if (finding === null) return { status: 'not asked' }
  return {
    status: finding.overridable === false ? `blocks (${finding.status})` : finding.status,
    sentence: finding.sentence,
  }
}

const external = { ...service, controller: 'EXTERNAL', taskDefinitionArn: null, deployments: [] }

export const corpusCase = defineCase({
  id: 'W11',
  title: 'A service that is being deleted, or that something else deploys',
  world:
    'Service DRAINING; controller CODE_DEPLOY without deployments; controller EXTERNAL without task definition.',
  source: 'cases.md',
  right: {
    'plan:draining': { status: 'blocks (fail)', says: /being deleted.*DRAINING/ },
    'plan:code-deploy': { status: 'blocks (fail)', says: /CODE_DEPLOY/ },
    'plan:external': { status: 'blocks (fail)', says: /EXTERNAL/ },
    'task-mix': { status: 'fail', says: /being deleted/ },
    'update:code-deploy': { status: 'refused' },
    'update:external': { status: 'refused' },
  },
  alone: true,
  rules: () => ({
    'plan:draining': judged(read({ ...service, status: 'DRAINING' })),
    'plan:code-deploy': judged(read({ ...service, controller: 'CODE_DEPLOY', deployments: [] })),
    'plan:external': judged(read(external)),
    'task-mix': driftAnswers({ service: read({ ...service, status: 'DRAINING' }) })['task-mix'] ?? {
      status: 'missing',
    },
  }),
  wire: {
    pace: 'real',
    answers: async ({ world, environment: own, aws }) => {
      const { cluster, service: name } = own.backend
      const record = world.ecs.service(cluster, name)
      if (record === null) throw new Error('there is no service')
      const arn = record.deployments[0]?.revision.definition.arn ?? ''
      const seen = async () => judged(await createEcsServiceReader(aws, systemClock).read(own))
      const update = async (): Promise<Answer> => {
        const done = await createEcsDeployer(aws, createEcsTaskDefinitions(aws), systemClock).update(own, arn)
        return { status: done.ok ? 'done' : 'refused' }
      }
      Object.assign(record, { controller: 'CODE_DEPLOY' })
      const codeDeploy = { 'plan:code-deploy': await seen(), 'update:code-deploy': await update() }
      Object.assign(record, { controller: 'EXTERNAL', deployments: [] })
      const byOthers = { 'plan:external': await seen(), 'update:external': await update() }
      Object.assign(record, { controller: 'ECS' })
      world.ecs.services.remove(record)
      return { ...codeDeploy, ...byOthers, 'plan:draining': await seen() }
    },
  },
})
