import { absent, environment, observe, read, service } from '../../../domain/drift/testing/drift-fixture.ts'
import { judgeDeployment } from '../../../domain/release/judge-deployment.ts'
import { serviceSteady } from '../../../domain/release/preflight/environment-rules.ts'
import type { PreflightFacts } from '../../../domain/release/preflight/preflight-facts.ts'
import { defineCase } from '../corpus-case.ts'
import { driftAnswers } from '../drift-answers.ts'

const idle = { ...service, desired: 0, running: 0 }
const idleDeployment = idle.deployments.map((one) => ({
  ...one,
  rolloutState: 'COMPLETED',
  desired: 0,
  running: 0,
}))
const noTask = {
  service: read(idle),
  tasks: read([]),
  targets: read([]),
  runningImage: absent,
  health: read({ status: 503, latencyMilliseconds: 4, body: 'other' as const }),
}

export const corpusCase = defineCase({
  id: 'W6',
  title: 'A service scaled to zero',
  world: 'Somebody set the desired count to 0; no task runs.',
  source: 'cases.md',
  right: {
    drift: { status: 'warn' },
    'task-mix': { status: 'warn', says: /scaled to zero/ },
    'version-match': { status: 'ok', never: /both halves|backend runs|scaled to zero/i },
    'app-version': { status: 'ok', never: /reports|scaled to zero/i },
    health: { status: 'ok', never: /healthy|errors|scaled to zero/i },
    targets: { status: 'ok', never: /healthy|reaches|scaled to zero/i },
    'preflight:service-steady': { status: 'warn', says: /scaled to zero/ },
    'step:backend-steady': { status: 'steady', says: /scaled to zero/, never: /tasks run/ },
    release: {
      status: 'succeeded',
      says: /scaled to zero: it is told to run v\S+, no task does; nothing showed whether it is healthy/,
      never: /both halves run/i,
    },
    'what to go back to': { status: 'without it' },
    'step:health': { status: 'succeeded', says: /scaled to zero/ },
  },
  rules: () => {
    const facts = {
      environment,
      shape: { kind: 'deploy', scope: 'both', strategy: 'all-at-once', emergency: false },
      observation: observe(noTask),
    } as Partial<PreflightFacts> as PreflightFacts
    const { state, sentence } = judgeDeployment(
      { ...idle, deployments: idleDeployment },
      { taskDefinitionArn: idle.taskDefinitionArn, before: null, settled: true },
    )
    const steady = serviceSteady.find(facts)
    return {
      ...driftAnswers(noTask),
      'step:backend-steady': { status: state, sentence },
      ...(steady === null ? {} : { 'preflight:service-steady': steady }),
    }
  },
  wire: { options: { desiredCount: 0 } },
  server: async (api, { built }) => {
    const plan = await api.plan({ kind: 'deploy', scope: 'both', digest: built.version('next').digest })
    const steady = plan.preflight.find(({ id }) => id === 'service-steady')
    const started = await api.release({ kind: 'deploy', scope: 'both', digest: built.version('next').digest })
    const ended = await api.untilEnded(started.id)
    const health = ended.steps.find(({ id }) => id === 'health')
    const candidates = await api.rollbackCandidates()
    const served = candidates.filter(({ releaseId }) => releaseId !== null)
    return {
      'what to go back to': {
        status: served.some(({ artifact }) => artifact.digest === built.version('next').digest)
          ? 'offered'
          : 'without it',
      },
      ...(steady === undefined ? {} : { 'preflight:service-steady': steady }),
      release: { status: ended.status, sentence: ended.outcome },
      ...(health === undefined
        ? {}
        : { 'step:health': { status: health.state, sentence: health.detail ?? '' } }),
    }
  },
})
