import { invalidationModes, type InvalidationMode } from '@lockstep/shared-types/invalidation'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { useNavigate, useSearchParams } from 'react-router'
import { environmentQuery } from '../../api/environment.ts'
import { planQuery } from '../../api/plans.ts'
import { sessionQuery } from '../../api/session.ts'
import { useStartPlan } from '../../api/use-start-plan.ts'
import { environmentPath, releasePath } from '../../paths.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { Segmented } from '../../ui/segmented.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { foundActive } from '../../vocabulary/arrival.ts'
import { refusalOf } from '../../vocabulary/permission.ts'
import { PlanArea } from '../../vocabulary/plan/plan-area.tsx'
import { PlanConfirmation } from '../../vocabulary/plan/plan-confirmation.tsx'
import { PlanFooter } from '../../vocabulary/plan/plan-footer.tsx'
import { emptyPlanForm, missingFor, startInput } from '../../vocabulary/plan/plan-form.ts'
import { modeConsequence, modeName } from '../../vocabulary/plan/plan-words.ts'
import { useExpired } from '../../vocabulary/plan/use-expired.ts'
import { useEnvironmentRef } from '../../vocabulary/use-environment-ref.ts'
import { InvalidationPlan } from './invalidation-plan.tsx'

const modeOrder = ['frontend-only', 'full', 'emergency'] as const satisfies readonly InvalidationMode[]
const modeItems = modeOrder.map((value) => ({ value, label: modeName[value] }))

/** Makes the edge fetch from the bucket again. A dialog route over the environment's page; `mode` fills it in. */
export function InvalidateDialog() {
  const ref = useEnvironmentRef()
  const formId = useId()
  const navigate = useNavigate()
  const [query] = useSearchParams()
  const [mode, setMode] = useState(
    invalidationModes.find((known) => known === query.get('mode')) ?? 'frontend-only',
  )
  const [form, setForm] = useState(emptyPlanForm)
  const { data: session } = useQuery(sessionQuery())
  const { data: environment } = useQuery(environmentQuery(ref))
  const planned = useQuery({
    ...planQuery(ref, { kind: 'invalidate', invalidationMode: mode }),
    placeholderData: keepPreviousData,
  })
  const plan = planned.data
  const isExpired = useExpired(plan)
  const { start, isStarting, error, reset } = useStartPlan(ref, {
    onStarted: (release) => void navigate(releasePath(release.id)),
    onActive: (releaseId) => void navigate(releasePath(releaseId), { state: foundActive }),
  })
  const close = () => void navigate(environmentPath(ref), { preventScrollReset: true })
  const compute = () => {
    reset()
    void planned.refetch()
  }
  const missing =
    refusalOf('invalidate', session?.role ?? null, environment?.activeRelease) ??
    (plan === undefined || planned.isFetching
      ? 'The plan is being computed.'
      : isExpired
        ? 'The plan is too old; compute it again.'
        : missingFor(plan, form))
  return (
    <Dialog
      open
      onClose={close}
      title="Invalidate the edge"
      description="The edge forgets what it holds and fetches it from the bucket again. No file changes."
      size="small"
      footer={
        <PlanFooter
          action="Invalidate"
          formId={formId}
          missing={missing}
          isStarting={isStarting}
          error={error}
          onCompute={compute}
          onCancel={close}
        />
      }
    >
      <form
        id={formId}
        className="space-y-4"
        onSubmit={(event) => {
          event.preventDefault()
          if (plan !== undefined && missing === null) start(startInput(plan, form))
        }}
      >
        <div>
          <Segmented
            label="What to invalidate"
            items={modeItems}
            value={mode}
            onChange={(next) => {
              reset()
              setMode(next)
            }}
          />
          <p className="mt-1.5 min-h-13 text-xs text-muted">{modeConsequence[mode]}</p>
        </div>
        <PlanArea
          state={{ plan, error: planned.error, isComputing: planned.isFetching, isExpired, compute }}
          placeholder={<Skeleton className="h-36" />}
        >
          {(shown) => <InvalidationPlan plan={shown} form={form} onChange={setForm} />}
        </PlanArea>
        <PlanConfirmation
          confirmation={plan?.confirmation ?? { phrase: null, reasonRequired: false }}
          form={form}
          onChange={setForm}
        />
      </form>
    </Dialog>
  )
}
