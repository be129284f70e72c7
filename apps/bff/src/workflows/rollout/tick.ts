import type { Problem } from '@lockstep/shared-types/problem'
import type { Clock } from '../../domain/clock.ts'
import type { Environment } from '../../domain/environment.ts'
import { advance } from '../../domain/rollout/advance.ts'
import { mayWrite } from '../../domain/rollout/after-write.ts'
import type { Look } from '../../domain/rollout/look.ts'
import type { RolloutRecord } from '../../domain/rollout/rollout-record.ts'
import { samePercent } from '../../domain/rollout/stages.ts'
import type { CandidatePorts } from '../ports.ts'
import { nextLookSeconds } from './next-look.ts'
import type { RolloutPorts } from './ports.ts'
import { takeLook } from './take-look.ts'
import { tickLeaving } from './tick-leaving.ts'

export type TickDeps = {
  readonly ports: RolloutPorts
  readonly candidate: Pick<CandidatePorts, 'retire' | 'follow' | 'site'>
  readonly clock: Clock
}

export type Ticked = {
  readonly record: RolloutRecord
  /** Until something is due; 0 is at once. */
  readonly nextLookSeconds: number
  /** What keeps Lockstep from looking at all; null when it looked. */
  readonly problem: Problem | null
}

/**
 * One look at a rollout, and what follows from it: reads, decides, writes it down, tells AWS. Repeatable at any point. A
 * person's control in between wins: then nothing is written down, and it has to look again. Null when there is no such rollout.
 */
export async function tick(
  deps: TickDeps,
  environment: Environment,
  releaseId: string,
): Promise<Ticked | null> {
  const { records } = deps.ports
  const record = await records.find(releaseId)
  if (record === null) return null
  if (record.state.phase === 'ended') return { record, nextLookSeconds: 0, problem: null }
  if (record.state.phase === 'leaving') return await tickLeaving(deps, environment, record)
  const looked = await takeLook(deps, environment, record)
  if (!looked.ok)
    return { record, nextLookSeconds: environment.rollout?.intervalSeconds ?? 60, problem: looked.problem }
  const { candidate } = deps
  const [tasks, site] = await Promise.all([candidate.follow(environment), candidate.site(environment)])
  const look = { ...looked.value, tasks, site }
  let outdated = false
  const after = await records.change(releaseId, (fresh) => {
    outdated = fresh.revision !== record.revision || fresh.state.writes !== record.state.writes
    return outdated ? null : advance(fresh.state, look)
  })
  if (after === null) return null
  if (outdated) return { record: after, nextLookSeconds: 0, problem: null }
  if (needsWrite(after, look)) {
    await deps.ports.applyWanted(releaseId, { urgent: after.state.phase === 'leaving' })
    const applied = (await records.find(releaseId)) ?? after
    return { record: applied, nextLookSeconds: nextLookSeconds(applied, look), problem: null }
  }
  return { record: after, nextLookSeconds: nextLookSeconds(after, look), problem: null }
}

/** AWS says something else, and is not on its way to what it was told last. */
function needsWrite({ state }: RolloutRecord, { traffic }: Look): boolean {
  if (!mayWrite(state)) return false
  if (state.phase === 'leaving') return true
  if (!traffic.ok || samePercent(traffic.value.percent, state.wantedPercent)) return false
  const onItsWay =
    !traffic.value.settled &&
    state.writtenPercent !== null &&
    samePercent(state.writtenPercent, state.wantedPercent)
  return !onItsWay
}
