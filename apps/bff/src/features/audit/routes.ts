import { AuditPage } from '@lockstep/shared-types/audit'
import { AuditQuery } from '@lockstep/shared-types/audit-query'
import { Hono } from 'hono'
import type { Result } from '../../domain/result.ts'
import { describe } from '../../http/describe.ts'
import type { HttpEnv } from '../../http/http-env.ts'
import { unwrap } from '../../http/problem-error.ts'
import { validate } from '../../http/validate.ts'

export type AuditRoutesDeps = { readonly listAudit: (query: AuditQuery) => Promise<Result<AuditPage>> }

export const auditRoutes = ({ listAudit }: AuditRoutesDeps) =>
  new Hono<HttpEnv>().get(
    '/audit',
    describe('audit', 'Who did what, the newest first.', { status: 200, schema: AuditPage }),
    validate('query', AuditQuery),
    async (c) => c.json(unwrap(await listAudit(c.req.valid('query'))), 200),
  )
