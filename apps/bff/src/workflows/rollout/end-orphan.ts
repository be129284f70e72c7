import { lockstepActor } from '../../domain/release/actors.ts'
import { leave } from '../../domain/rollout/leave.ts'
import type { RolloutChange, RolloutRecord } from '../../domain/rollout/rollout-record.ts'
import type { StepRunnerDeps } from '../run-step.ts'
import { environmentGone } from './await-environment.ts'
import { keepProblem } from './keep-problem.ts'
import { rolloutOutcome } from './rollout-outcome.ts'
import { mainDown } from '../../domain/rollout/receiving-half.ts'
import { tick } from './tick.ts'
import { waitsForMain } from './waits-for-main.ts'

export type OrphanDeps = Pick<StepRunnerDeps, 'clock' | 'findEnvironment'> & {
  readonly ports: Pick<StepRunnerDeps['ports'], 'rollout'> & {
    readonly candidate: Pick<StepRunnerDeps['ports']['candidate'], 'retire' | 'follow' | 'site'>
  }
}

export type Orphan = {
  /** `waits` for somebody to put the configuration right; `leaving` is soon done. */
  readonly state: 'ended' | 'leaving' | 'waits'
  /** Where its traffic is. */
  readonly sentence: string
}

/**
 * One look at a rollout whose release nobody goes on with: it is taken to zero, since nobody would see a decision that is
 * due. Null when the release has none.
 */
export async function endOrphan(
  { ports, clock, findEnvironment }: OrphanDeps,
  releaseId: string,
): Promise<Orphan | null> {
  const { records } = ports.rollout
  const record = await records.find(releaseId)
  if (record === null) return null
  if (record.state.phase === 'ended') return { state: 'ended', sentence: whereItIs(record) }
  const environment = findEnvironment(record)
  if (environment === null) {
    const problem = environmentGone(record, record.state.appliedPercent ?? record.state.wantedPercent)
    await keepProblem(records, releaseId, problem)
    return { state: 'waits', sentence: problem.title }
  }
  const waits = await waitsForMain(ports.rollout, environment, record)
  if (waits !== null) {
    await keepProblem(records, releaseId, mainDown)
    return { state: 'waits', sentence: waits }
  }
  await records.change(releaseId, ({ state }) => abandon(state, clock.now().toISOString()))
  const ticked = await tick(
    { ports: ports.rollout, candidate: ports.candidate, clock },
    environment,
    releaseId,
  )
  const problem = ticked?.problem ?? null
  if (problem !== null) {
    await keepProblem(records, releaseId, problem)
    return { state: 'waits', sentence: problem.title }
  }
  const after = await records.find(releaseId)
  return after?.state.phase === 'ended'
    ? { state: 'ended', sentence: whereItIs(after) }
    : { state: 'leaving', sentence: 'Its traffic is being taken off the new version.' }
}

function abandon(state: RolloutRecord['state'], at: string): RolloutChange | null {
  if (state.phase === 'leaving' || state.phase === 'ended') return null
  const reason = 'Lockstep lost the release, so that nobody would go on with its rollout.'
  return {
    state: leave(state, { by: 'decision', actor: lockstepActor, reason, at }),
    counts: true,
    decision: null,
    audits: [
      {
        actor: lockstepActor,
        action: 'rollout.decide',
        reason,
        details: { from: state.wantedPercent, to: 0, decision: null },
      },
    ],
    lines: [{ level: 'error', message: `${reason} All traffic goes back to the old version.` }],
  }
}

function whereItIs(record: RolloutRecord): string {
  const outcome = rolloutOutcome(record)
  const state = outcome?.kind === 'failed' || outcome?.kind === 'aborted' ? outcome.state : undefined
  return state ?? `Everybody gets ${record.state.candidate?.version ?? 'the new version'}.`
}
