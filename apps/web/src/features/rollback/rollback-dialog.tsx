import { useQuery } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { useNavigate, useSearchParams } from 'react-router'
import { environmentQuery } from '../../api/environment.ts'
import { sessionQuery } from '../../api/session.ts'
import { useStartPlan } from '../../api/use-start-plan.ts'
import { environmentPath, releasePath } from '../../paths.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { foundActive } from '../../vocabulary/arrival.ts'
import { refusalOf } from '../../vocabulary/permission.ts'
import { emptyPlanForm, missingFor, startInput } from '../../vocabulary/plan/plan-form.ts'
import { PlanFooter } from '../../vocabulary/plan/plan-footer.tsx'
import { useEnvironmentRef } from '../../vocabulary/use-environment-ref.ts'
import { RollbackBody } from './rollback-body.tsx'
import type { RollbackChoice } from './rollback-options.tsx'
import { useCandidates, useRollbackPlan } from './use-rollback.ts'

/** Go back: the most sensible version is chosen and its plan computed before anything is pressed. */
export function RollbackDialog() {
  const ref = useEnvironmentRef()
  const formId = useId()
  const navigate = useNavigate()
  const [query] = useSearchParams()
  const named = query.get('version') || null
  const [digest, setDigest] = useState<string | null>(null)
  const [choice, setChoice] = useState<RollbackChoice>({ scope: 'both', emergency: false, base: 'running' })
  const [form, setForm] = useState(emptyPlanForm)
  const { data: environment } = useQuery(environmentQuery(ref))
  const found = useCandidates(ref, digest, named)
  const state = useRollbackPlan(ref, found.chosen, choice)
  const { start, isStarting, error, reset } = useStartPlan(ref, {
    onStarted: (release) => void navigate(releasePath(release.id)),
    onActive: (releaseId) => void navigate(releasePath(releaseId), { state: foundActive }),
  })
  const close = () => void navigate(environmentPath(ref), { preventScrollReset: true })
  const compute = () => {
    reset()
    state.compute()
  }
  const { plan, isComputing, isExpired } = state
  const missing =
    found.chosen === null
      ? found.candidates === undefined
        ? 'The versions are being read.'
        : 'Choose a version first.'
      : plan === undefined || isComputing
        ? 'The plan is being computed.'
        : isExpired
          ? 'The plan is too old; compute it again.'
          : missingFor(plan, form)
  const { data: session } = useQuery(sessionQuery())
  const refusal = refusalOf('rollback', session?.role ?? null, environment?.activeRelease)
  const name = environment?.name ?? ref.environmentId
  const half = choice.scope === 'both' ? '' : `the ${choice.scope} of `
  return (
    <Dialog
      open
      onClose={close}
      title={`Roll back ${name}`}
      description={
        environment?.backendVersion == null
          ? 'Goes back to a version that is still there.'
          : `The backend runs ${environment.backendVersion} now.`
      }
      footer={
        <PlanFooter
          action={
            found.chosen === null
              ? 'Roll back'
              : `Roll ${half}${name} back to ${found.chosen.artifact.version}`
          }
          variant="danger"
          formId={formId}
          missing={refusal ?? missing}
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
          if (plan !== undefined && refusal === null && missing === null) start(startInput(plan, form))
        }}
      >
        <RollbackBody
          {...{ environment, found, named, choice, state: { ...state, compute }, form }}
          onForm={setForm}
          onOptions={(next) => {
            reset()
            setChoice(next)
          }}
          onChoose={(candidate) => {
            reset()
            setDigest(candidate.artifact.digest)
            setChoice({ ...choice, base: 'running' })
          }}
        />
      </form>
    </Dialog>
  )
}
