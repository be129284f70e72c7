import type { EnvironmentSummary } from '@lockstep/shared-types/environment'
import { Equal, EqualNot } from 'lucide-react'

type Versions = Pick<EnvironmentSummary, 'frontendVersion' | 'backendVersion'>

/** Equal or not at a glance: the sign between the two versions. */
export function VersionSign({ frontendVersion, backendVersion }: Versions) {
  if (frontendVersion === null || backendVersion === null)
    return (
      <span className="block size-5 text-center text-muted">
        <span aria-hidden>?</span>
        <span className="sr-only">cannot be compared with</span>
      </span>
    )
  if (frontendVersion === backendVersion)
    return (
      <span className="grid size-5 place-items-center text-muted">
        <Equal size={15} aria-hidden />
        <span className="sr-only">equals</span>
      </span>
    )
  return (
    <span className="grid size-5 place-items-center rounded-full bg-bad-soft text-bad">
      <EqualNot size={14} strokeWidth={2.5} aria-hidden />
      <span className="sr-only">differs from</span>
    </span>
  )
}
