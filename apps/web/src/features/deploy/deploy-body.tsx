import type { Artifact } from '@lockstep/shared-types/artifact'
import type { EnvironmentDetail, EnvironmentRef } from '@lockstep/shared-types/environment'
import { errorText } from '../../lib/error-text.ts'
import { releasePath } from '../../paths.ts'
import { Loading, Skeleton } from '../../ui/skeleton.tsx'
import { ErrorState } from '../../ui/states.tsx'
import { Notice } from '../../ui/notice.tsx'
import { ActiveReleaseNotice } from '../../vocabulary/active-release-notice.tsx'
import { BaseChoice } from '../../vocabulary/plan/base-choice.tsx'
import { PlanArea, type PlanState } from '../../vocabulary/plan/plan-area.tsx'
import { PlanConfirmation } from '../../vocabulary/plan/plan-confirmation.tsx'
import type { PlanForm } from '../../vocabulary/plan/plan-form.ts'
import { PlanView } from '../../vocabulary/plan/plan-view.tsx'
import { ChosenVersion } from './chosen-version.tsx'
import type { DeployChoice } from './deploy-choice.ts'
import { DeployOptions } from './deploy-options.tsx'
import { StrategyChoice } from './strategy-choice.tsx'
import type { useChosenArtifact } from './use-chosen-artifact.ts'
import { VersionPicker } from './version-picker.tsx'

type Props = {
  environmentRef: EnvironmentRef
  environment: EnvironmentDetail | undefined
  found: ReturnType<typeof useChosenArtifact>
  choice: DeployChoice
  /** Whether the environment can take this in stages. */
  canStage: boolean
  state: PlanState
  form: PlanForm
  onForm: (form: PlanForm) => void
  onChoose: (choice: DeployChoice) => void
  /** Null goes back to the list. */
  onPick: (artifact: Artifact | null) => void
}

/** The list of versions, or the picked one with its plan. */
export function DeployBody(props: Props) {
  const { environmentRef, found, choice, onPick } = props
  switch (found.state) {
    case 'none':
    case 'missing':
      return (
        <div className="space-y-3">
          {found.state === 'missing' && (
            <Notice tone="warn" icon="warning">
              <strong className="font-semibold">{choice.version} is not in the registry.</strong> Pick another
              version.
            </Notice>
          )}
          <VersionPicker environmentRef={environmentRef} initialSearch="" onPick={onPick} />
        </div>
      )
    case 'looking':
      return (
        <Loading label="Reading the version">
          <div className="space-y-4">
            <Skeleton className="h-15 rounded-xl" />
            <Skeleton className="h-24 rounded-xl" />
            <Skeleton className="h-56 rounded-xl" />
          </div>
        </Loading>
      )
    case 'failed':
      return <ErrorState compact text={errorText(found.error)} onRetry={found.retry} />
    case 'found':
      return <ChosenDeploy {...props} artifact={found.artifact} />
  }
}

function ChosenDeploy({
  environment,
  artifact,
  choice,
  canStage,
  state,
  form,
  onForm,
  onChoose,
  onPick,
}: Props & { artifact: Artifact }) {
  return (
    <div className="space-y-5">
      <ActiveReleaseNotice release={environment?.activeRelease ?? null} pathOf={releasePath} />
      <ChosenVersion
        artifact={artifact}
        environmentId={environment?.environmentId ?? ''}
        onChange={() => onPick(null)}
      />
      <DeployOptions choice={choice} onChange={onChoose} />
      {canStage && (
        <StrategyChoice
          strategy={choice.strategy ?? state.plan?.strategy ?? 'stages'}
          onChange={(strategy) => onChoose({ ...choice, strategy })}
        />
      )}
      {state.plan?.taskDefinition && (
        <BaseChoice
          base={choice.base}
          taskDefinition={state.plan.taskDefinition}
          onChange={(base) => onChoose({ ...choice, base })}
        />
      )}
      <PlanArea state={state}>
        {(plan) => (
          <div className="space-y-5">
            <PlanView
              plan={plan}
              form={form}
              onChange={onForm}
              initiallyOpen={['rollout', 'backend', 'frontend']}
            />
            <PlanConfirmation confirmation={plan.confirmation} form={form} onChange={onForm} />
          </div>
        )}
      </PlanArea>
    </div>
  )
}
