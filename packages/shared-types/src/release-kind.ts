import { z } from 'zod'

export const releaseKinds = ['deploy', 'rollback', 'promote', 'publish', 'invalidate'] as const
export const ReleaseKind = z.enum(releaseKinds)
export type ReleaseKind = z.infer<typeof ReleaseKind>

export const releaseScopes = ['both', 'backend', 'frontend'] as const
export const ReleaseScope = z.enum(releaseScopes)
export type ReleaseScope = z.infer<typeof ReleaseScope>
