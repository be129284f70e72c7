import type { EnvironmentRef } from '@lockstep/shared-types/environment'
import { RefreshCw } from 'lucide-react'
import { attempt } from '../../api/attempt.ts'
import { useCheckDrift } from '../../api/drift.ts'
import { errorText } from '../../lib/error-text.ts'
import { Button } from '../../ui/button.tsx'
import { showFailure } from '../../ui/toasts.ts'
import { useRefusal } from './use-refusal.ts'

/** Checks at once instead of at the monitor's next turn. */
export function CheckNow({ environmentRef }: { environmentRef: EnvironmentRef }) {
  const check = useCheckDrift(environmentRef)
  const refusal = useRefusal('check')
  return (
    <Button
      size="small"
      icon={<RefreshCw size={13} aria-hidden />}
      busy={check.isPending}
      disabledReason={refusal}
      onClick={() => check.mutate(attempt(null), { onError: (error) => showFailure(errorText(error)) })}
    >
      Check now
    </Button>
  )
}
