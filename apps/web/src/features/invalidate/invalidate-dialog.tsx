import { invalidationModes, type InvalidationMode } from '@lockstep/shared-types/invalidation'
import { useQuery } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { useNavigate, useSearchParams } from 'react-router'
import { planQuery } from '../../api/plans.ts'
import { errorText } from '../../lib/error-text.ts'
import { environmentPath } from '../../paths.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Segmented } from '../../ui/segmented.tsx'
import { Loading, Skeleton } from '../../ui/skeleton.tsx'
import { ErrorState } from '../../ui/states.tsx'
import { TextArea, TextField } from '../../ui/text-field.tsx'
import { useEnvironmentRef } from '../../vocabulary/use-environment-ref.ts'
import { InvalidationPlan } from './invalidation-plan.tsx'
import { missingFor, needsReason, type InvalidationForm } from './invalidation-form.ts'
import { useStartInvalidation } from './use-start-invalidation.ts'

const modeLabels = {
  'frontend-only': 'Pages only',
  full: 'Everything',
  emergency: 'Everything, at once',
} as const satisfies Record<InvalidationMode, string>

const modeItems = (['frontend-only', 'full', 'emergency'] as const).map((value) => ({
  value,
  label: modeLabels[value],
}))

/** Makes the edge fetch from the bucket again. A dialog route over the environment's page; `mode` fills it in. */
export function InvalidateDialog() {
  const ref = useEnvironmentRef()
  const formId = useId()
  const navigate = useNavigate()
  const [query] = useSearchParams()
  const [mode, setMode] = useState(
    invalidationModes.find((known) => known === query.get('mode')) ?? 'frontend-only',
  )
  const [form, setForm] = useState<InvalidationForm>({ confirmation: '', reason: '' })
  const {
    data: plan,
    error,
    refetch,
  } = useQuery(planQuery(ref, { kind: 'invalidate', invalidationMode: mode }))
  const { start, isStarting } = useStartInvalidation(ref)
  const close = () => void navigate(environmentPath(ref), { preventScrollReset: true })
  const phrase = plan?.confirmation.phrase ?? null
  return (
    <Dialog
      open
      onClose={close}
      title="Invalidate the edge"
      description="The edge forgets what it holds and fetches it from the bucket again. No file changes."
      size="small"
      footer={
        <>
          <Button onClick={close}>Cancel</Button>
          <Button
            type="submit"
            form={formId}
            variant="primary"
            busy={isStarting}
            disabledReason={missingFor(plan ?? null, form)}
          >
            Invalidate
          </Button>
        </>
      }
    >
      <form
        id={formId}
        className="space-y-4"
        onSubmit={(event) => {
          event.preventDefault()
          if (plan !== undefined && missingFor(plan, form) === null) start(plan, form)
        }}
      >
        <Segmented label="What to invalidate" items={modeItems} value={mode} onChange={setMode} />
        <div className="min-h-40">
          {plan !== undefined ? (
            <InvalidationPlan plan={plan} />
          ) : error !== null ? (
            <ErrorState compact text={errorText(error)} onRetry={() => void refetch()} />
          ) : (
            <Loading label="Computing the plan">
              <Skeleton className="h-36" />
            </Loading>
          )}
        </div>
        {plan !== undefined && needsReason(plan) && (
          <TextArea
            label="Reason"
            description="Kept in the audit log."
            value={form.reason}
            onValueChange={(reason) => setForm({ ...form, reason })}
          />
        )}
        {phrase !== null && (
          <TextField
            label={
              <>
                Type <strong className="font-semibold select-all">{phrase}</strong> to confirm
              </>
            }
            autoComplete="off"
            data-autofocus
            spellCheck={false}
            value={form.confirmation}
            onValueChange={(confirmation) => setForm({ ...form, confirmation })}
          />
        )}
      </form>
    </Dialog>
  )
}
