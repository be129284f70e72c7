import { z } from 'zod'

export const driftStatuses = ['ok', 'warn', 'fail', 'unknown'] as const
export const DriftStatus = z.enum(driftStatuses)
export type DriftStatus = z.infer<typeof DriftStatus>
