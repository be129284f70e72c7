import type { LockstepApi } from '../lockstep-api.ts'
import type { Answers, ServerRig } from './corpus-case.ts'
import { reportAnswers } from './drift-answers.ts'

/** What the running server says of drift, and of a deploy of both halves at the next version. */
export async function checkAndPlan(api: LockstepApi, { built }: ServerRig): Promise<Answers> {
  const report = await api.checkDrift()
  const { digest } = built.version('next')
  const plan = await api.plan({ kind: 'deploy', scope: 'both', digest, strategy: 'all-at-once' })
  const checks = plan.preflight.map(({ id, status, sentence }) => [`preflight:${id}`, { status, sentence }])
  const { mode = 'none', paths = [] } = plan.invalidation ?? {}
  return {
    ...reportAnswers(report),
    remedy: { status: report.remedy?.kind ?? 'none', sentence: report.remedy?.label ?? '' },
    ...Object.fromEntries(checks),
    invalidation: { status: mode, sentence: paths.join(' ') },
  }
}
