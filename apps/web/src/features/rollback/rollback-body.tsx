import type { EnvironmentDetail } from '@lockstep/shared-types/environment'
import type { RollbackCandidate } from '@lockstep/shared-types/plan'
import { History } from 'lucide-react'
import { errorText } from '../../lib/error-text.ts'
import { releasePath } from '../../paths.ts'
import { Notice } from '../../ui/notice.tsx'
import { Loading, Skeleton } from '../../ui/skeleton.tsx'
import { EmptyState, ErrorState } from '../../ui/states.tsx'
import { ActiveReleaseNotice } from '../../vocabulary/active-release-notice.tsx'
import { BaseChoice } from '../../vocabulary/plan/base-choice.tsx'
import { PlanArea, type PlanState } from '../../vocabulary/plan/plan-area.tsx'
import { PlanConfirmation } from '../../vocabulary/plan/plan-confirmation.tsx'
import type { PlanForm } from '../../vocabulary/plan/plan-form.ts'
import { PlanParts } from '../../vocabulary/plan/plan-view.tsx'
import { PreflightList } from '../../vocabulary/plan/preflight-list.tsx'
import { CandidateList } from './candidate-list.tsx'
import { RollbackOptions, type RollbackChoice } from './rollback-options.tsx'
import type { useCandidates } from './use-rollback.ts'

/** Where to, whether that can be, why, how; then what exactly happens. */
export function RollbackBody({
  environment,
  found,
  named,
  choice,
  state,
  form,
  onForm,
  onOptions,
  onChoose,
}: {
  environment: EnvironmentDetail | undefined
  found: ReturnType<typeof useCandidates>
  named: string | null
  choice: RollbackChoice
  state: PlanState
  form: PlanForm
  onForm: (form: PlanForm) => void
  onOptions: (choice: RollbackChoice) => void
  onChoose: (candidate: RollbackCandidate) => void
}) {
  const { candidates, chosen, error, retry } = found
  if (candidates === undefined)
    return error !== null ? (
      <ErrorState compact text={errorText(error)} onRetry={retry} />
    ) : (
      <Loading label="Reading the versions">
        <Skeleton className="mb-1.5 h-5 w-44" />
        <Skeleton className="h-57 rounded-xl" />
        <Skeleton className="mt-4 h-30 rounded-xl" />
      </Loading>
    )
  if (candidates.length === 0)
    return (
      <EmptyState icon={<History size={20} />} title="There is no version to go back to">
        Neither an earlier release nor another image in the registry was found.
      </EmptyState>
    )
  const production = environment?.protected === true ? environment.environmentId : null
  return (
    <div className="space-y-5">
      <ActiveReleaseNotice release={environment?.activeRelease ?? null} pathOf={releasePath} />
      {named !== null && chosen === null && (
        <Notice tone="warn" icon="warning">
          <strong className="font-semibold">{named} is not there to go back to.</strong> Choose another
          version.
        </Notice>
      )}
      <CandidateList candidates={candidates} chosen={chosen} onChoose={onChoose} />
      {chosen !== null && (
        <PlanArea state={state} placeholder={<Skeleton className="h-11.5 rounded-xl" />}>
          {(plan) => <PreflightList checks={plan.preflight} form={form} onChange={onForm} />}
        </PlanArea>
      )}
      <PlanConfirmation
        confirmation={state.plan?.confirmation ?? { phrase: production, reasonRequired: true }}
        form={form}
        onChange={onForm}
      />
      <RollbackOptions choice={choice} onChange={onOptions} />
      {state.plan?.taskDefinition && (
        <BaseChoice
          base={choice.base}
          taskDefinition={state.plan.taskDefinition}
          onChange={(base) => base !== 'newest' && onOptions({ ...choice, base })}
        />
      )}
      {state.plan !== undefined && (
        <div className={state.isComputing || state.isExpired ? 'opacity-55' : ''}>
          <PlanParts plan={state.plan} />
        </div>
      )}
    </div>
  )
}
