import type { DriftReport } from '@lockstep/shared-types/drift'
import type { DriftStatus } from '@lockstep/shared-types/drift-status'

const at = '2026-11-20T12:00:00.000Z'

/** A report of one check with this status. */
export const reportOf = (environmentId: string, status: DriftStatus): DriftReport => ({
  applicationId: 'storefront',
  environmentId,
  status,
  since: at,
  half: status === 'fail' ? 'frontend' : null,
  headline: `The headline of ${environmentId}.`,
  remedy:
    status === 'fail' ? { kind: 'invalidate', label: 'Invalidate the edge', mode: 'frontend-only' } : null,
  checks: [
    {
      id: 'edge-stale',
      status,
      half: status === 'fail' ? 'frontend' : null,
      expected: 'v2',
      observed: 'v1',
      sentence: 'The edge serves an \u001B[31molder page.',
      evidence: [],
      basis: 'read',
      remedy:
        status === 'fail'
          ? { kind: 'invalidate', label: 'Invalidate the edge', mode: 'frontend-only' }
          : null,
      since: at,
    },
  ],
  observedAt: at,
  durationMilliseconds: 80,
  awsCalls: 9,
})
