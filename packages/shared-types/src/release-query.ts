import { z } from 'zod'
import { Slug } from './environment.ts'
import { ReleaseKind } from './release-kind.ts'
import { ReleaseStatus } from './release.ts'

/** Filters of the release list; `cursor` is what the page before answered as `nextCursor`. */
export const ReleaseQuery = z.object({
  application: Slug.optional(),
  environment: Slug.optional(),
  status: ReleaseStatus.optional(),
  kind: ReleaseKind.optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(500).optional(),
})
export type ReleaseQuery = z.infer<typeof ReleaseQuery>

/** Entries after this sequence number, oldest first. */
export const ReleaseLogQuery = z.object({
  after: z.coerce.number().int().nonnegative().default(0),
  limit: z.coerce.number().int().min(1).max(1000).default(500),
})
export type ReleaseLogQuery = z.infer<typeof ReleaseLogQuery>
