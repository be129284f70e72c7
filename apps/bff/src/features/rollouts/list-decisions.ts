import type { DecisionPage } from '@lockstep/shared-types/decision'
import { foreignCursor } from '../../domain/request-problems.ts'
import { fail, ok, type Result } from '../../domain/result.ts'
import type { StoreRollouts } from './ports.ts'
import { rolloutNotFound } from './rollout-problems.ts'

/** A page of decisions, the newest first. `bad-request` for a cursor that this list did not hand out. */
export async function listDecisions(
  { rollouts }: { readonly rollouts: Pick<StoreRollouts, 'find' | 'decisions'> },
  input: { readonly releaseId: string; readonly cursor?: string | undefined; readonly limit: number },
): Promise<Result<DecisionPage>> {
  const { releaseId, cursor, limit } = input
  if (cursor !== undefined && !/^\d{1,9}$/.test(cursor)) return foreignCursor
  if ((await rollouts.find(releaseId)) === null) return fail(rolloutNotFound(releaseId))
  const found = await rollouts.decisions(releaseId, cursor === undefined ? null : Number(cursor), limit + 1)
  const decisions = found.slice(0, limit)
  const last = decisions.at(-1)
  return ok({
    decisions: [...decisions],
    nextCursor: found.length > limit && last !== undefined ? String(last.seq) : null,
  })
}
