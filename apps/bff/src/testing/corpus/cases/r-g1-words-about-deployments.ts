import {
  absent,
  deployment,
  environment,
  observe,
  otherDefinitionArn,
  read,
  registry,
  service,
  target,
  taskDefinition,
  version,
} from '../../../domain/drift/testing/drift-fixture.ts'
import type { Observation } from '../../../domain/drift/observation.ts'
import { serviceSteady } from '../../../domain/release/preflight/environment-rules.ts'
import type { PreflightFacts } from '../../../domain/release/preflight/preflight-facts.ts'
import { defineCase } from '../corpus-case.ts'
import { driftAnswers } from '../drift-answers.ts'

const reason = 'ECS deployment circuit breaker: tasks failed to start.'
const gaveUp: Partial<Observation> = {
  service: read({
    ...service,
    deployments: [
      {
        ...deployment,
        taskDefinitionArn: otherDefinitionArn,
        rolloutState: 'FAILED',
        rolloutReason: reason,
        running: 0,
      },
      { ...deployment, id: 'd0', status: 'ACTIVE' },
    ],
  }),
}
const draining = driftAnswers({
  service: read({ ...service, status: 'DRAINING', desired: 0, running: 0, deployments: [] }),
  tasks: read([]),
  targets: read([{ ...target, state: 'draining' }]),
  health: absent,
})
const elsewhere = `${registry.replace('eu-west-1', 'us-east-1')}/storefront:${version}`
const justBegun = driftAnswers({
  service: read({
    ...service,
    running: 0,
    deployments: [
      {
        ...deployment,
        createdAt: '2026-11-20T12:00:09.000Z',
        failedTasks: 5,
        running: 0,
        rolloutState: 'IN_PROGRESS',
      },
    ],
  }),
  tasks: read([]),
})
const missing = { status: 'missing' }

export const corpusCase = defineCase({
  id: 'R-G1',
  title: 'What a deployment or a deletion is called',
  world:
    'A service that is being deleted; a deployment that ECS gave up; one that began by a clock that is ahead; one of an image in another region.',
  source: 'tried',
  right: {
    drift: { status: 'fail', says: /being deleted/, never: /nobody reaches/ },
    targets: { status: 'fail', says: /being deleted/ },
    'preflight:service-steady': { says: /gave the last deployment .* up/, never: /\.\./ },
    'given up': { status: 'fail', never: /\.\./ },
    'just begun': { status: 'fail', never: / -\d/ },
    'another region': { status: 'fail', says: /us-east-1/, never: /gone from the registry/ },
  },
  rules: () => {
    const steady = serviceSteady.find({
      environment,
      shape: { kind: 'deploy', scope: 'both', strategy: 'all-at-once', emergency: false },
      observation: observe(gaveUp),
    } as Partial<PreflightFacts> as PreflightFacts)
    const { drift = missing, targets = missing } = draining
    const { 'tag-moved': moved = missing } = driftAnswers({
      taskDefinition: read({ ...taskDefinition, image: elsewhere }),
      tag: absent,
    })
    return {
      drift,
      targets,
      'preflight:service-steady': steady ?? missing,
      'given up': driftAnswers(gaveUp)['task-mix'] ?? missing,
      'just begun': justBegun['task-mix'] ?? missing,
      'another region': moved,
    }
  },
})
