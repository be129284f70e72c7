import type { Plan } from '@lockstep/shared-types/plan'
import type { ReactNode } from 'react'
import { classNames } from '../../lib/class-names.ts'
import { errorText } from '../../lib/error-text.ts'
import { Button } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Loading, Skeleton } from '../../ui/skeleton.tsx'
import { ErrorState } from '../../ui/states.tsx'

/** What is known of the plan of what is chosen now. */
export type PlanState = {
  readonly plan: Plan | undefined
  readonly error: unknown
  /** The plan on screen is of an earlier choice, or is being computed again. */
  readonly isComputing: boolean
  readonly isExpired: boolean
  readonly compute: () => void
}

/** Where the plan shows: computing, failed, too old, or there. A plan that is being replaced stays, dimmed. */
export function PlanArea({
  state: { plan, error, isComputing, isExpired, compute },
  placeholder,
  children,
}: {
  state: PlanState
  /** As high as what is coming. */
  placeholder?: ReactNode
  children: (plan: Plan) => ReactNode
}) {
  if (error !== null && !isComputing)
    return (
      <div className="rounded-xl border border-line">
        <ErrorState compact text={errorText(error)} onRetry={compute} />
      </div>
    )
  if (plan === undefined)
    return (
      <Loading label="Computing the plan">
        {placeholder ?? (
          <div className="space-y-4">
            <Skeleton className="h-12 rounded-xl" />
            <Skeleton className="h-56 rounded-xl" />
          </div>
        )}
      </Loading>
    )
  return (
    <div className="space-y-4" aria-busy={isComputing}>
      {isExpired && !isComputing && (
        <Notice
          tone="warn"
          icon="warning"
          action={
            <Button size="small" onClick={compute}>
              Compute it again
            </Button>
          }
        >
          <strong className="font-semibold">The plan is too old to be started.</strong> What runs may have
          changed since.
        </Notice>
      )}
      <div className={classNames('transition-opacity', (isComputing || isExpired) && 'opacity-55')}>
        {children(plan)}
      </div>
    </div>
  )
}
