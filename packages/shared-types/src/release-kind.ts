import { z } from 'zod'

export const releaseKinds = ['deploy', 'rollback', 'promote', 'publish', 'invalidate', 'rollout'] as const
export const ReleaseKind = z.enum(releaseKinds)
export type ReleaseKind = z.infer<typeof ReleaseKind>

/** `stages`: beside the old version, while a rollout moves the traffic. */
export const releaseStrategies = ['all-at-once', 'stages'] as const
export const ReleaseStrategy = z.enum(releaseStrategies)
export type ReleaseStrategy = z.infer<typeof ReleaseStrategy>

export const releaseScopes = ['both', 'backend', 'frontend'] as const
export const ReleaseScope = z.enum(releaseScopes)
export type ReleaseScope = z.infer<typeof ReleaseScope>
