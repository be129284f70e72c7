import { z } from 'zod'

export const preflightCheckIds = [
  'artifact-exists',
  'artifact-frontend',
  'artifact-endpoint',
  'artifact-settings',
  'artifact-clean-build',
  'artifact-tests-passed',
  'artifact-scan',
  'artifact-platform',
  'artifact-not-deployed',
  'artifact-held',
  'service-image',
  'task-definition',
  'sidecar-images',
  'service-steady',
  'distribution-enabled',
  'edge-origin',
  'edge-caching',
  'can-be-verified',
  'bucket-writable',
  'frontend-files',
  'no-active-release',
  'rollback-ready',
  'rollout-ready',
  'rollout-at-zero',
  'rollout-stages',
  'rollout-probe',
  'rollout-endpoints',
] as const
export const PreflightCheckId = z.enum(preflightCheckIds)
export type PreflightCheckId = z.infer<typeof PreflightCheckId>

/** What must hold before a release may start. A `fail` or `unknown` blocks unless overridden with a reason, where `overridable`. */
export const PreflightCheck = z.object({
  id: PreflightCheckId,
  status: z.enum(['ok', 'warn', 'fail', 'unknown']),
  sentence: z.string(),
  expected: z.string().nullable(),
  observed: z.string().nullable(),
  overridable: z.boolean(),
  /** It rests on a read that failed: nothing was found to be wrong. Left out otherwise. */
  isUnread: z.boolean().optional(),
})
export type PreflightCheck = z.infer<typeof PreflightCheck>
