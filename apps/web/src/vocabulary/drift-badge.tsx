import type { DriftStatus } from '@lockstep/shared-types/drift-status'
import { StatusBadge } from '../ui/badge.tsx'
import { environmentLook } from './drift-look.ts'

export function DriftBadge({ status, size = 'small' }: { status: DriftStatus; size?: 'small' | 'large' }) {
  return <StatusBadge look={environmentLook[status]} size={size} />
}
