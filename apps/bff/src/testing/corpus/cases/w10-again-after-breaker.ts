import { definitionArn, deployment, service } from '../../../domain/drift/testing/drift-fixture.ts'
import { judgeDeployment } from '../../../domain/release/judge-deployment.ts'
import { runsWell } from '../../../domain/release/service-before.ts'
import { defineCase } from '../corpus-case.ts'
import { newRun, runSteps } from '../run-steps.ts'

const failed = { ...deployment, rolloutState: 'FAILED', rolloutReason: 'tasks failed to start' }
const steps = ['backend-update', 'backend-start', 'backend-steady'] as const

export const corpusCase = defineCase({
  id: 'W10',
  title: 'The same version once more after the circuit breaker gave it up',
  world:
    'Circuit breaker without rollback; the deployment of D failed; the cause is repaired; D is deployed again.',
  source: 'cases.md',
  right: {
    'first:backend-start': {
      status: ['failed'],
      says: /ecs-deployment-failed/,
      never: /went back|put .* back/,
    },
    'again:backend-update': { status: 'done', says: /new deployment/ },
    'again:backend-steady': { status: 'done', never: /went back|put .* back/ },
    'again:judged': { status: 'forced' },
  },
  alone: true,
  rules: () => {
    const state = { ...service, deployments: [failed], goesBack: false }
    const verdict = judgeDeployment(state, {
      taskDefinitionArn: definitionArn,
      before: { deploymentIds: [] },
      settled: true,
    })
    return {
      'first:backend-start': {
        status: verdict.state,
        sentence: `ecs-deployment-failed: ${verdict.sentence}`,
      },
      'again:judged': { status: runsWell(state, definitionArn) ? 'left' : 'forced' },
    }
  },
  wire: {
    pace: 'real',
    answers: async (rig) => {
      const { world, environment, built } = rig
      const { cluster, service: name } = environment.backend
      const record = world.ecs.service(cluster, name)
      if (record === null) throw new Error('there is no service')
      record.configuration = {
        ...record.configuration,
        deploymentCircuitBreaker: { enable: true, rollback: false },
      }
      const { digest } = built.version('next')
      const artifact = { version: 'next', digest }
      const { id } = world.behaviours.add({ digest }, { health: 'fail' })
      const first = await runSteps(rig, steps, newRun('r1', artifact))
      world.behaviours.remove(id)
      const asked = record.deployments[0]?.revision.definition.arn ?? null
      const again = await runSteps(rig, steps, newRun('r2', artifact, { reuse: asked }))
      const of = (run: typeof first, step: string) => run.answers[`step:${step}`] ?? { status: 'not reached' }
      return {
        'first:backend-start': of(first, 'backend-start'),
        'again:backend-update': of(again, 'backend-update'),
        'again:backend-steady': of(again, 'backend-steady'),
      }
    },
  },
})
