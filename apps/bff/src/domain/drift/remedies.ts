import type { Remedy } from '@lockstep/shared-types/drift'
import type { ReleaseScope } from '@lockstep/shared-types/release-kind'

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

/** What the bucket holds is the right version, but is not whole: publishing it once more mends it. */
export const publishAgain = (version: string): Remedy => ({
  kind: 'deploy',
  label: `Publish the frontend of ${version} again`,
  scope: 'frontend',
  version,
})

export const instructions = (label: string, text: string): Remedy => ({ kind: 'instructions', label, text })

/** What the scripts themselves do not tell, a record of their build does. */
export const stampRemedy = instructions(
  'How to make it certain',
  'Let the build write a record of itself: run lockstep stamp on the built folder, see docs/build-record.md.',
)

export const policyRemedy = instructions(
  'Correct the Content-Security-Policy',
  'Allow there what the sentence names: the backend in connect-src, the script in script-src (one that stands in the page by its hash, which the console of a browser shows). It stands in a <meta> tag of the page (then build and deploy again), or in a header that a response headers policy or a function of the distribution sets (then invalidate the page afterwards).',
)
