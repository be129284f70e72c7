import type { Artifact } from '@lockstep/shared-types/artifact'
import type { EnvironmentDetail } from '@lockstep/shared-types/environment'
import { useQuery } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { useNavigate, useSearchParams } from 'react-router'
import { environmentQuery } from '../../api/environment.ts'
import { environmentRolloutQuery } from '../../api/rollout.ts'
import { sessionQuery } from '../../api/session.ts'
import { useStartPlan } from '../../api/use-start-plan.ts'
import { environmentPath, releasePath } from '../../paths.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { foundActive } from '../../vocabulary/arrival.ts'
import { refusalOf } from '../../vocabulary/permission.ts'
import { emptyPlanForm, missingFor, startInput } from '../../vocabulary/plan/plan-form.ts'
import { PlanFooter } from '../../vocabulary/plan/plan-footer.tsx'
import { canDeployInStages } from '../../vocabulary/rollout/rollout-look.ts'
import { useEnvironmentRef } from '../../vocabulary/use-environment-ref.ts'
import { DeployBody } from './deploy-body.tsx'
import { deployAction, readChoice, writeChoice, type DeployChoice } from './deploy-choice.ts'
import { useChosenArtifact } from './use-chosen-artifact.ts'
import { useDeployPlan } from './use-deploy-plan.ts'

/** Pick a version, see what would change, confirm. A dialog route over the environment's page. */
export function DeployDialog() {
  const ref = useEnvironmentRef()
  const formId = useId()
  const navigate = useNavigate()
  const [query, setQuery] = useSearchParams()
  const [picked, setPicked] = useState<Artifact | null>(null)
  const [form, setForm] = useState(emptyPlanForm)
  const { data: environment } = useQuery(environmentQuery(ref))
  const usualMode = environment?.invalidationMode ?? 'frontend-only'
  const choice = readChoice(query, usualMode)
  const found = useChosenArtifact(ref, choice.version, picked)
  const artifact = found.state === 'found' ? found.artifact : null
  const driver = useQuery(environmentRolloutQuery(ref)).data?.driver ?? null
  const canStage = canDeployInStages(driver, choice.scope)
  const state = useDeployPlan(ref, artifact, choice, canStage)
  const { start, isStarting, error, reset } = useStartPlan(ref, {
    onStarted: (release) => void navigate(releasePath(release.id)),
    onActive: (releaseId) => void navigate(releasePath(releaseId), { state: foundActive }),
  })
  const close = () => void navigate(environmentPath(ref), { preventScrollReset: true })
  const compute = () => {
    reset()
    state.compute()
  }
  const choose = (next: DeployChoice) => {
    reset()
    setQuery(writeChoice(next, usualMode), { replace: true, preventScrollReset: true })
  }
  const { plan, isComputing, isExpired } = state
  const missing =
    artifact === null
      ? 'Pick a version first.'
      : plan === undefined || isComputing
        ? 'The plan is being computed.'
        : isExpired
          ? 'The plan is too old; compute it again.'
          : missingFor(plan, form)
  const { data: session } = useQuery(sessionQuery())
  const refusal = refusalOf('deploy', session?.role ?? null, environment?.activeRelease)
  const name = environment?.name ?? ref.environmentId
  return (
    <Dialog
      open
      onClose={close}
      size="large"
      title={`Deploy to ${name}`}
      description={environment === undefined ? ref.applicationId : nowText(environment)}
      footer={
        artifact === null ? undefined : (
          <PlanFooter
            action={deployAction(artifact.version, choice.scope, name)}
            formId={formId}
            missing={refusal ?? missing}
            isStarting={isStarting}
            error={error}
            onCompute={compute}
            onCancel={close}
          />
        )
      }
    >
      <form
        id={formId}
        onSubmit={(event) => {
          event.preventDefault()
          if (plan !== undefined && refusal === null && missing === null) start(startInput(plan, form))
        }}
      >
        <DeployBody
          {...{
            environmentRef: ref,
            environment,
            found,
            choice,
            canStage,
            state: { ...state, compute },
            form,
          }}
          onForm={setForm}
          onChoose={choose}
          onPick={(next) => {
            setPicked(next)
            setForm({ ...form, confirmation: '', overrides: {} })
            choose({ ...choice, version: next?.version ?? null })
          }}
        />
      </form>
    </Dialog>
  )
}

/** What would be replaced. */
const nowText = ({ applicationName, backendVersion, frontendVersion }: EnvironmentDetail): string =>
  backendVersion === frontendVersion && backendVersion !== null
    ? `${applicationName} runs ${backendVersion} now.`
    : `${applicationName} runs ${backendVersion ?? 'an unknown version'} in the backend and serves ${frontendVersion ?? 'an unknown version'}.`
