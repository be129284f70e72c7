import { setTimeout } from 'node:timers/promises'
import type { LockstepApi } from '../../lockstep-api.ts'
import type { Answers, ServerRig } from '../corpus-case.ts'
import { defineCase } from '../corpus-case.ts'
import { errorLimit, hostLimit, measuredAnswers, minute, minutes, watchAnswers } from '../measured-answers.ts'

const now = new Date('2026-11-20T12:15:00Z')

const deny = ({ simulator }: Pick<ServerRig, 'simulator'>): void =>
  void simulator.faults.add({ service: 'cloudwatch', operation: 'GetMetricData', kind: 'accessDenied' })

/** A deploy that nobody could watch, until it ends or asks. */
async function deployed(api: LockstepApi, rig: ServerRig): Promise<Answers> {
  deny(rig)
  const { digest } = rig.built.version('next')
  let release = await api.release({ kind: 'deploy', scope: 'backend', digest })
  while (!['awaiting-decision', 'succeeded', 'failed', 'aborted'].includes(release.status)) {
    await setTimeout(200)
    release = await api.current(release.id)
  }
  return { release: { status: release.status, sentence: release.outcome } }
}

export const corpusCase = defineCase({
  id: 'M4',
  title: 'Metrics that are denied for the whole watch',
  world:
    'Lockstep may not read the metrics while it watches a release; a breach would be rolled back by itself.',
  source: 'cases.md',
  right: {
    'step:watch': { status: 'asks', says: /could not be read/ },
    release: {
      status: 'awaiting-decision',
      says: [/error-rate, healthy-hosts could not be read/, /GetMetricData/, /somebody has to decide/],
    },
  },
  alone: true,
  rules: () =>
    watchAnswers(
      [errorLimit, hostLimit].map((limit) => ({
        ...minutes(limit.metric, now, [limit], () => null),
        unreadable: 'Lockstep may not call cloudwatch:GetMetricData.',
      })),
      new Date(now.getTime() - 15 * minute),
      now,
    ),
  wire: {
    configure: (environment) => ({
      ...environment,
      thresholds: { 'error-rate': { critical: 5 }, 'healthy-hosts': { critical: 1 } },
      release: { ...environment.release, onBreach: 'rollback' },
    }),
    answers: async (rig) => {
      deny(rig)
      return await measuredAnswers(rig, [errorLimit, hostLimit])
    },
  },
  server: deployed,
})
