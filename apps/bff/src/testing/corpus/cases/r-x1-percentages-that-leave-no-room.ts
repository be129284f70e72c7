import {
  deployment,
  environment,
  observe,
  otherDefinitionArn,
  read,
  service,
  task,
} from '../../../domain/drift/testing/drift-fixture.ts'
import type { Observation } from '../../../domain/drift/observation.ts'
import { judgeDeployment } from '../../../domain/release/judge-deployment.ts'
import { serviceSteady } from '../../../domain/release/preflight/environment-rules.ts'
import type { PreflightFacts } from '../../../domain/release/preflight/preflight-facts.ts'
import { defineCase, type Answer } from '../corpus-case.ts'
import { driftAnswers } from '../drift-answers.ts'
import { registerImage } from '../worlds/redeploy.ts'

const tight = { minimumHealthyPercent: 50, maximumPercent: 150 }
const single = { ...service, desired: 1, running: 1, rolls: tight }
const before = {
  ...deployment,
  id: 'd0',
  status: 'ACTIVE',
  taskDefinitionArn: otherDefinitionArn,
  desired: 1,
  running: 1,
}
const begun = {
  ...deployment,
  rolloutState: 'IN_PROGRESS',
  createdAt: '2026-11-20T11:50:00.000Z',
  desired: 1,
  running: 0,
}
const stuck = { ...single, deployments: [begun, before] }

const plan = (found: Observation['service'], kind: 'deploy' | 'rollback' = 'deploy'): Answer =>
  serviceSteady.find({
    environment,
    shape: { kind, scope: 'both', strategy: 'all-at-once', emergency: false },
    observation: observe({ service: found }),
  } as Partial<PreflightFacts> as PreflightFacts) ?? { status: 'not asked' }
const step = (found: typeof stuck): Answer => {
  const { state, sentence } = judgeDeployment(found, {
    taskDefinitionArn: begun.taskDefinitionArn,
    before: null,
    settled: true,
  })
  return { status: state, sentence }
}
const room = [/minimumHealthyPercent 50/, /maximumPercent 150/, /200 or more/]

export const corpusCase = defineCase({
  id: 'R-X1',
  title: 'Percentages that leave ECS no room to replace a task',
  world:
    'One task, minimumHealthyPercent 50, maximumPercent 150: rounded, one must stay and no more than one may run. AWS refuses only 100 and 100.',
  source: 'https://github.com/aws/containers-roadmap/issues/485',
  right: {
    'preflight:service-steady': { status: 'fail', says: room },
    'with two tasks': { status: 'ok' },
    'scaled to zero': { status: 'warn', says: /scaled to zero/ },
    'going back': { status: 'warn', says: room },
    'step:backend-steady': { status: 'pending', says: room },
    'task-mix': { status: 'fail', says: room },
    drift: { status: 'fail' },
  },
  rules: () => ({
    'preflight:service-steady': plan(read(single)),
    'with two tasks': plan(read({ ...single, desired: 2, running: 2 })),
    'scaled to zero': plan(read({ ...single, desired: 0, running: 0 })),
    'going back': plan(read(single), 'rollback'),
    'step:backend-steady': step(stuck),
    ...driftAnswers({
      service: read(stuck),
      tasks: read([{ ...task, taskDefinitionArn: otherDefinitionArn }]),
    }),
  }),
  wire: {
    options: { desiredCount: 1 },
    change: (rig) => {
      const { world, built, clock } = rig
      const running = world.ecs.service(built.cluster, built.service)
      if (running === null) throw new Error('no service')
      running.configuration = { ...running.configuration, ...tight }
      world.ecs.updateService(built.cluster, built.service, registerImage(rig, built.version('next').image))
      Object.assign(running.deployments[0] ?? {}, { createdAt: clock.now() - 600_000 })
    },
  },
})
