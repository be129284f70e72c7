import { DecisionId } from '@lockstep/shared-types/decision'
import type { Marker } from '@lockstep/shared-types/measurement'
import { z } from 'zod'
import type { ReadMarkers } from '../../features/measurements/ports.ts'
import { toIso } from './columns.ts'
import type { Store } from './store.ts'

/** What the audit event of a move tells: percentages before and after, and the decision that it followed. */
const Move = z.object({
  from: z.number(),
  to: z.number(),
  decision: DecisionId.nullable().default(null),
})

/** More would cover the chart. */
const mostMarkers = 200

/** Stages and decisions of rollouts, for the charts: every move of the traffic that the audit trail has. */
export function createRolloutMarkers({ db }: Pick<Store, 'db'>): ReadMarkers {
  return async (ref, { from, to }) => {
    const rows = await db
      .selectFrom('audit_event')
      .select(['at', 'release_id', 'details'])
      .where('application_id', '=', ref.applicationId)
      .where('environment_id', '=', ref.environmentId)
      .where('action', 'in', ['rollout.control', 'rollout.decide', 'rollout.emergency'])
      .where('outcome', '!=', 'refused')
      .where('at', '>=', new Date(from))
      .where('at', '<=', new Date(to))
      .orderBy('seq', 'desc')
      .limit(mostMarkers)
      .execute()
    return rows.toReversed().flatMap(({ at, release_id: releaseId, details }): Marker[] => {
      const move = Move.safeParse(details)
      if (!move.success || releaseId === null) return []
      return toMarker({ releaseId, at: toIso(at) }, move.data)
    })
  }
}

function toMarker(
  where: Pick<Marker, 'releaseId' | 'at'>,
  { from, to, decision }: z.infer<typeof Move>,
): Marker[] {
  const moved = `${from} → ${to} %`
  switch (decision) {
    case 'pause':
    case 'previous-stage':
    case 'rollback-to-zero':
      return [{ ...where, label: from === to ? decision : `${decision}, ${moved}`, kind: 'decision' }]
    case 'continue':
    case 'monitor':
    case null:
      return from === to ? [] : [{ ...where, label: moved, kind: 'stage' }]
  }
}
