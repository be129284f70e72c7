import { createTestObserver } from '../../../adapters/aws/testing/paired-environment.ts'
import { createDriftReport } from '../../../domain/drift/drift-report.ts'
import type { Answers, ServerRig, WireRig } from '../corpus-case.ts'
import { defineCase } from '../corpus-case.ts'
import { reportAnswers } from '../drift-answers.ts'

/** ECS finds the signature too old, S3 finds it too new, CloudFront finds the token expired. */
function refuse({ simulator }: Pick<ServerRig, 'simulator'>): void {
  simulator.faults.add({ service: 'ecs', operation: '*', kind: 'signatureExpired' })
  simulator.faults.add({ service: 's3', operation: '*', kind: 'signatureNotYetCurrent' })
  simulator.faults.add({ service: 'cloudfront', operation: '*', kind: 'expiredToken' })
}

async function observed(rig: WireRig): Promise<Answers> {
  refuse(rig)
  const { observe, factory } = createTestObserver(rig.environment)
  const observation = await observe(rig.environment)
  factory.close()
  const report = createDriftReport({
    environment: rig.environment,
    observation,
    previous: null,
    durationMilliseconds: 0,
    awsCalls: 0,
  })
  const { distribution } = observation
  const credentials = distribution.state === 'unreadable' ? distribution.problem : null
  return {
    ...reportAnswers(report),
    credentials: { status: credentials?.code ?? 'none', sentence: credentials?.title ?? '' },
  }
}

const clock = { status: 'unknown', says: /clock .* 20 minutes/, never: /denied|permission|allow/i } as const

export const corpusCase = defineCase({
  id: 'F4',
  title: 'A clock that is wrong, and a token that has expired',
  world: "The clock of Lockstep's machine is 20 minutes off; AWS refuses signatures for their time.",
  source: 'cases.md',
  right: {
    'task-mix': clock,
    'edge-stale': clock,
    drift: { status: 'unknown' },
    credentials: { status: 'aws-credentials-refused', says: /expired/, never: /denied|clock/ },
  },
  alone: true,
  wire: { answers: observed },
  server: async (api, rig) => {
    refuse(rig)
    return reportAnswers(await api.checkDrift())
  },
})
