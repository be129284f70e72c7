import { z } from 'zod'
import { Actor } from './actor.ts'
import { IsoTime } from './time.ts'

export const auditActions = [
  'release.start',
  'release.abort',
  'release.decide',
  'release.rollback-automatic',
  'release.end',
  'drift.check',
  'rollout.control',
  'rollout.decide',
  'rollout.emergency',
  'policy.change',
] as const
export const AuditAction = z.enum(auditActions)
export type AuditAction = z.infer<typeof AuditAction>

/** Who did what, when, to what, why, and how it ended; each event's hash covers the one before it. */
export const AuditEvent = z.object({
  seq: z.int().positive(),
  at: IsoTime,
  actor: Actor,
  action: AuditAction,
  applicationId: z.string().nullable(),
  environmentId: z.string().nullable(),
  releaseId: z.string().nullable(),
  reason: z.string().nullable(),
  outcome: z.enum(['accepted', 'refused', 'succeeded', 'failed']),
  details: z.record(z.string(), z.unknown()),
  previousHash: z.string(),
  hash: z.string(),
})
export type AuditEvent = z.infer<typeof AuditEvent>

export const AuditPage = z.object({ events: z.array(AuditEvent), nextCursor: z.string().nullable() })
export type AuditPage = z.infer<typeof AuditPage>
