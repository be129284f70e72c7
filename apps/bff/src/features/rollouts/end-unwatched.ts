import type { ProbeOutcome } from '@lockstep/shared-types/rollout'
import type { Clock } from '../../domain/clock.ts'
import { ok, type Result } from '../../domain/result.ts'
import type { ProbeAnswer } from '../../domain/rollout/probes.ts'
import type { RolloutRecord } from '../../domain/rollout/rollout-record.ts'
import type { FindTrafficDriver, FindEnvironment, RetireCandidate, StoreRollouts } from './ports.ts'

export type EndUnwatchedDeps = {
  readonly rollouts: Pick<StoreRollouts, 'find' | 'change'>
  readonly findEnvironment: FindEnvironment
  readonly driverFor: FindTrafficDriver
  readonly probeAnswer: ProbeAnswer
  readonly retireCandidate: RetireCandidate
  readonly clock: Clock
}

/**
 * Ends a rollout whose step runs no more, once AWS has accepted zero: calls the old path once, and takes the candidate
 * away. Does nothing before that: whoever presses again asks AWS again.
 */
export async function endUnwatched(deps: EndUnwatchedDeps, releaseId: string): Promise<void> {
  const record = await deps.rollouts.find(releaseId)
  if (record === null || !isAccepted(record)) return
  const [probes, cleared] = await Promise.all([callOldPath(deps, record), clear(deps, record)])
  await deps.rollouts.change(releaseId, (fresh) => {
    const { end } = fresh.state
    if (!isAccepted(fresh) || end === null) return null
    const failing = probes.filter((probe) => !probe.ok)
    return {
      state: {
        ...fresh.state,
        phase: 'ended',
        problem: cleared.ok ? null : cleared.problem,
        end: { ...end, probes: [...probes] },
      },
      counts: true,
      decision: null,
      audits: [],
      lines: [
        { level: 'info', message: 'Nobody is sent to the new version any more.' },
        ...failing.map(({ sentence }) => ({ level: 'warning' as const, message: sentence })),
        ...(cleared.ok
          ? []
          : [
              {
                level: 'warning' as const,
                message: `The candidate could not be taken away: ${cleared.problem.title}`,
              },
            ]),
      ],
    }
  })
}

const isAccepted = ({ state }: RolloutRecord): boolean =>
  state.phase === 'leaving' && (state.end?.acceptedAt ?? null) !== null

async function callOldPath(deps: EndUnwatchedDeps, record: RolloutRecord): Promise<readonly ProbeOutcome[]> {
  const environment = deps.findEnvironment(record)
  if (environment === null) return []
  return await Promise.all(
    (environment.rollout?.zeroProbes ?? []).map(async (expected) => {
      const { ok: served, sentence } = await deps.probeAnswer(environment, expected)
      return { name: expected.name, ok: served, sentence, at: deps.clock.now().toISOString() }
    }),
  )
}

async function clear(deps: EndUnwatchedDeps, record: RolloutRecord): Promise<Result<void>> {
  const { releaseId, startedAt } = record
  const environment = deps.findEnvironment(record)
  const driver = environment === null ? null : deps.driverFor(environment)
  if (environment === null || driver === null) return ok(undefined)
  const finished = await driver.finish({ environment, releaseId, startedAt })
  return finished.ok ? await deps.retireCandidate(environment, { releaseId }) : finished
}
