import type { Measurements } from '@lockstep/shared-types/measurement'
import { errorText } from '../../lib/error-text.ts'
import { useNowText } from '../../lib/use-now-text.ts'
import { Notice } from '../../ui/notice.tsx'
import { Time } from '../../ui/time.tsx'

const staleAfterMilliseconds = 5 * 60_000

/** Says when what is shown is not what is now; nothing while it is fresh. */
export function MetricsState({ measurements, error }: { measurements: Measurements; error: Error | null }) {
  const { readAt } = measurements
  const isStale =
    useNowText((now) => String(readAt !== null && now - Date.parse(readAt) > staleAfterMilliseconds)) ===
    'true'
  if (error !== null)
    return (
      <Notice tone="warn" icon="warning">
        <strong className="font-semibold">{errorText(error).title}.</strong> What shows was read{' '}
        {readAt === null ? 'earlier' : <Time at={readAt} />}.
      </Notice>
    )
  if (readAt === null)
    return (
      <Notice tone="idle" icon="waiting">
        Nothing was read yet: values come within a minute.
      </Notice>
    )
  if (!isStale) return null
  return (
    <Notice tone="warn" icon="warning">
      <strong className="font-semibold">These numbers are old.</strong> They were read <Time at={readAt} />;
      what is now may differ.
    </Notice>
  )
}
