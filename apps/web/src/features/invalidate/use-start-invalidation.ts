import type { EnvironmentRef } from '@lockstep/shared-types/environment'
import type { Plan } from '@lockstep/shared-types/plan'
import { useNavigate } from 'react-router'
import { ApiProblem } from '../../api/api-problem.ts'
import { attempt } from '../../api/attempt.ts'
import { useStartRelease } from '../../api/release-actions.ts'
import { errorText } from '../../lib/error-text.ts'
import { releasePath } from '../../paths.ts'
import { showFailure, showToast } from '../../ui/toasts.ts'
import { startInput, type InvalidationForm } from './invalidation-form.ts'

/** Starts the plan and goes to its release; when one is there already, to that one. */
export const useStartInvalidation = (ref: EnvironmentRef) => {
  const navigate = useNavigate()
  const { mutate, isPending } = useStartRelease(ref)
  const start = (plan: Plan, form: InvalidationForm) =>
    mutate(attempt(startInput(plan, form)), {
      onSuccess: (release) => void navigate(releasePath(release.id)),
      onError: (error) => {
        const active = error instanceof ApiProblem ? error.document.releaseId : undefined
        if (active === undefined) return showFailure(errorText(error))
        showToast('A release was there already', 'This is the one that runs.')
        void navigate(releasePath(active))
      },
    })
  return { start, isStarting: isPending }
}
