import type { EnvironmentDetail } from '@lockstep/shared-types/environment'
import { useNowText } from '../../lib/use-now-text.ts'
import { Notice } from '../../ui/notice.tsx'
import { Age } from '../../ui/time.tsx'
import { CheckNow } from './check-now.tsx'

/** Stale data says so. */
export function StaleNotice({ environment }: { environment: EnvironmentDetail }) {
  const { observedAt, staleAfterSeconds } = environment
  const age = useNowText((now) =>
    observedAt !== null && now - Date.parse(observedAt) > staleAfterSeconds * 1000 ? 'stale' : 'fresh',
  )
  if (observedAt === null || age === 'fresh') return null
  return (
    <Notice tone="warn" icon="warning" action={<CheckNow environmentRef={environment} />}>
      <strong className="font-semibold">This is old.</strong> The last observation was{' '}
      <Age since={observedAt} /> ago; what runs now may differ.
    </Notice>
  )
}
