import { z } from 'zod'
import { AuditAction } from './audit.ts'
import { Slug } from './environment.ts'

export const AuditQuery = z.object({
  application: Slug.optional(),
  environment: Slug.optional(),
  action: AuditAction.optional(),
  releaseId: z.string().max(100).optional(),
  actor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
  cursor: z.string().max(500).optional(),
})
export type AuditQuery = z.infer<typeof AuditQuery>
