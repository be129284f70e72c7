import { useQuery } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { useNavigate } from 'react-router'
import { environmentQuery } from '../../api/environment.ts'
import { planQuery } from '../../api/plans.ts'
import { sessionQuery } from '../../api/session.ts'
import { useStartPlan } from '../../api/use-start-plan.ts'
import { environmentPath, releasePath, rolloutPath } from '../../paths.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { foundActive } from '../../vocabulary/arrival.ts'
import { refusalOf } from '../../vocabulary/permission.ts'
import { PlanArea } from '../../vocabulary/plan/plan-area.tsx'
import { PlanConfirmation } from '../../vocabulary/plan/plan-confirmation.tsx'
import { PlanFooter } from '../../vocabulary/plan/plan-footer.tsx'
import { emptyPlanForm, missingFor, startInput } from '../../vocabulary/plan/plan-form.ts'
import { PlanView } from '../../vocabulary/plan/plan-view.tsx'
import { useExpired } from '../../vocabulary/plan/use-expired.ts'
import { useEnvironmentRef } from '../../vocabulary/use-environment-ref.ts'

/** Moves users behind a flag, stage by stage, to what runs already. A dialog route over the environment's page. */
export function StartRolloutDialog() {
  const ref = useEnvironmentRef()
  const formId = useId()
  const navigate = useNavigate()
  const [form, setForm] = useState(emptyPlanForm)
  const { data: session } = useQuery(sessionQuery())
  const { data: environment } = useQuery(environmentQuery(ref))
  const planned = useQuery(planQuery(ref, { kind: 'rollout' }))
  const plan = planned.data
  const isExpired = useExpired(plan)
  const { start, isStarting, error, reset } = useStartPlan(ref, {
    onStarted: () => void navigate(rolloutPath(ref)),
    onActive: (releaseId) => void navigate(releasePath(releaseId), { state: foundActive }),
  })
  const close = () => void navigate(environmentPath(ref), { preventScrollReset: true })
  const compute = () => {
    reset()
    void planned.refetch()
  }
  const missing =
    refusalOf('deploy', session?.role ?? null, environment?.activeRelease) ??
    (plan === undefined || planned.isFetching
      ? 'The plan is being computed.'
      : isExpired
        ? 'The plan is too old; compute it again.'
        : missingFor(plan, form))
  const name = environment?.name ?? ref.environmentId
  return (
    <Dialog
      open
      onClose={close}
      title={`Start a rollout in ${name}`}
      description="Nothing is deployed: users move to what runs already, behind the flag, one stage after the other."
      footer={
        <PlanFooter
          action={`Start the rollout in ${name}`}
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
        onSubmit={(event) => {
          event.preventDefault()
          if (plan !== undefined && missing === null) start(startInput(plan, form))
        }}
      >
        <PlanArea state={{ plan, error: planned.error, isComputing: planned.isFetching, isExpired, compute }}>
          {(shown) => (
            <div className="space-y-5">
              <PlanView plan={shown} form={form} onChange={setForm} initiallyOpen={['rollout']} />
              <PlanConfirmation confirmation={shown.confirmation} form={form} onChange={setForm} />
            </div>
          )}
        </PlanArea>
      </form>
    </Dialog>
  )
}
