import type { ReleaseStatus } from '@lockstep/shared-types/release'
import { StatusBadge } from '../ui/badge.tsx'
import { releaseLook } from './release-look.ts'

export function ReleaseBadge({ status }: { status: ReleaseStatus }) {
  return <StatusBadge look={releaseLook[status]} />
}
