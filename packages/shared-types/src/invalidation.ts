import { z } from 'zod'

export const invalidationModes = ['full', 'frontend-only', 'emergency'] as const
export const InvalidationMode = z.enum(invalidationModes)
export type InvalidationMode = z.infer<typeof InvalidationMode>
