import { z } from 'zod'

export const driftStatuses = ['ok', 'warn', 'fail', 'unknown'] as const
export const DriftStatus = z.enum(driftStatuses)
export type DriftStatus = z.infer<typeof DriftStatus>

/** The higher the worse. What could not be told is worse than a warning, and no proof of drift. */
export const driftSeverity = { ok: 0, warn: 1, unknown: 2, fail: 3 } as const satisfies Record<
  DriftStatus,
  number
>

/** Sorts the worst first. */
export const byDriftSeverity = (a: DriftStatus, b: DriftStatus): number => driftSeverity[b] - driftSeverity[a]
