import type { EnvironmentDetail } from '@lockstep/shared-types/environment'
import { Notice } from '../../ui/notice.tsx'
import { Age } from '../../ui/time.tsx'
import { useIsStale } from '../../vocabulary/use-is-stale.ts'
import { CheckNow } from './check-now.tsx'

/** Stale data says so. */
export function StaleNotice({ environment }: { environment: EnvironmentDetail }) {
  const { observedAt } = environment
  const stale = useIsStale(environment)
  if (!stale || observedAt === null) return null
  return (
    <Notice tone="warn" icon="warning" action={<CheckNow environmentRef={environment} />}>
      <strong className="font-semibold">This is old.</strong> The last observation was{' '}
      <Age since={observedAt} /> ago; what runs now may differ.
    </Notice>
  )
}
