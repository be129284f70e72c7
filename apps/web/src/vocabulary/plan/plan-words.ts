import type { InvalidationMode } from '@lockstep/shared-types/invalidation'
import type { Plan, PlanFile, PlanFiles } from '@lockstep/shared-types/plan'
import type { PreflightCheckId } from '@lockstep/shared-types/preflight'
import type { ReleaseScope } from '@lockstep/shared-types/release-kind'
import { formatBytes } from '../../lib/format-bytes.ts'
import { formatDuration } from '../../lib/format-duration.ts'
import { plural } from '../../lib/format-number.ts'

export const preflightName = {
  'artifact-exists': 'Image is there',
  'artifact-frontend': 'Image holds the frontend',
  'artifact-endpoint': 'Frontend calls the right backend',
  'artifact-settings': 'Settings in the frontend',
  'artifact-clean-build': 'Built from a clean tree',
  'artifact-tests-passed': 'Tests passed',
  'artifact-scan': 'Scan findings',
  'artifact-platform': 'Image fits the processor',
  'artifact-not-deployed': 'Changes something',
  'artifact-held': 'Did not fail here before',
  'service-image': 'Service runs this application',
  'task-definition': 'Task definition is whole',
  'sidecar-images': 'Images of the other containers',
  'service-steady': 'Service is steady',
  'distribution-enabled': 'Distribution is enabled',
  'edge-origin': 'Distribution serves the bucket',
  'edge-caching': 'Changes reach users',
  'can-be-verified': 'Result can be verified',
  'bucket-writable': 'Bucket takes files',
  'frontend-files': 'Files of the frontend',
  'no-active-release': 'No other release',
  'rollback-ready': 'A way back',
  'rollout-ready': 'Ready to move traffic',
  'rollout-at-zero': 'Starts at 0 %',
  'rollout-stages': 'Stages fit the driver',
  'rollout-probe': 'Declared probes answer',
  'rollout-endpoints': 'Endpoints are there',
} as const satisfies Record<PreflightCheckId, string>

export const modeName = {
  'frontend-only': 'Pages only',
  full: 'Everything',
  emergency: 'Emergency',
} as const satisfies Record<InvalidationMode, string>

/** What users notice of a mode. */
export const modeConsequence = {
  'frontend-only':
    'The edge fetches the pages and the version file again. Assets carry a hash in their name and stay cached: the usual choice.',
  full: 'The edge forgets everything and fetches all of it from the bucket again. Slower for the first visitors, and right when assets were replaced in place.',
  emergency: 'The same as Everything; the audit log says that it was an emergency.',
} as const satisfies Record<InvalidationMode, string>

export const scopeName = {
  both: 'Both halves',
  backend: 'Backend only',
  frontend: 'Frontend only',
} as const satisfies Record<ReleaseScope, string>

export const scopeConsequence = {
  both: 'Backend and frontend end up on the same version.',
  backend: 'The frontend stays as it is, so the halves differ until it follows.',
  frontend: 'The backend stays as it is, so the halves differ until it follows.',
} as const satisfies Record<ReleaseScope, string>

export const fileChangeName = {
  added: 'Added',
  changed: 'Changed',
  kept: 'Kept for open pages',
  removed: 'Removed',
  unchanged: 'Unchanged',
} as const satisfies Record<PlanFile['change'], string>

/** `3 files to upload, 1.6 kB`. */
export const filesText = (files: PlanFiles): string => {
  const uploads = files.added + files.changed
  if (uploads === 0 && files.removed === 0) return 'No file changes'
  return `${plural(uploads, 'file')} to upload, ${formatBytes(files.uploadBytes)}`
}

/** `about 6 min 33 s`, `under 1 s`. */
export const expectedText = (seconds: number): string =>
  seconds < 1 ? 'under 1 s' : `about ${formatDuration(seconds)}`

/** Where the expected time comes from. */
export const etaBasis = (plan: Pick<Plan, 'steps'>): string => {
  const known = plan.steps.filter(({ expectedBasis }) => expectedBasis === 'history').length
  if (known === 0) return 'by defaults; no earlier release here was measured'
  if (known === plan.steps.length) return 'by earlier releases here'
  return `${known} of ${plan.steps.length} steps by earlier releases here, the others by defaults`
}

/** `storefront-staging-api:3` of a task definition's ARN. */
export const shortTaskDefinition = (arn: string): string => arn.slice(arn.lastIndexOf('/') + 1)
