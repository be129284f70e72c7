import type { Remedy } from '@lockstep/shared-types/drift'
import type { ReleaseScope } from '@lockstep/shared-types/release-kind'
import type { Observation } from './observation.ts'

/** The edge holds old files; the bucket is right. */
export const invalidateFrontend: Remedy = {
  kind: 'invalidate',
  label: 'Invalidate the edge',
  mode: 'frontend-only',
}

/** Scripts are cached under their names, which stay the same. */
export const invalidateAll: Remedy = {
  kind: 'invalidate',
  label: 'Invalidate everything at the edge',
  mode: 'full',
}

const scopeWords: Readonly<Record<ReleaseScope, string>> = {
  both: 'both halves',
  backend: 'the backend',
  frontend: 'the frontend',
}

/** A deploy of one or both halves; without a version the dialog asks for it. */
export const deployRemedy = (scope: ReleaseScope, version: string | null): Remedy => ({
  kind: 'deploy',
  label: version === null ? `Deploy ${scopeWords[scope]}` : `Deploy ${scopeWords[scope]} at ${version}`,
  scope,
  version,
})

/** Back to the version that is known to be ready; the dialog asks for one when none is known. */
export function rollbackRemedy({ rollback }: Pick<Observation, 'rollback'>): Remedy {
  const version =
    rollback.state === 'read' && rollback.value.image === 'there' ? rollback.value.version : null
  return { kind: 'rollback', label: version === null ? 'Roll back' : `Roll back to ${version}`, version }
}

export const instructions = (label: string, text: string): Remedy => ({ kind: 'instructions', label, text })
