import type { EnvironmentRef } from '@lockstep/shared-types/environment'
import type { Release, StartReleaseInput } from '@lockstep/shared-types/release'
import { useRef } from 'react'
import { ApiProblem } from './api-problem.ts'
import { attempt, type Attempt } from './attempt.ts'
import { useStartRelease } from './release-actions.ts'

type Answers = {
  readonly onStarted: (release: Release) => void
  /** Another release is there already; this is its id. */
  readonly onActive: (releaseId: string) => void
}

/**
 * Starts a plan once, however often the button is pressed. When no answer came, pressing again repeats the same
 * request with the same key, so that a release that did start is found instead of started twice.
 */
export const useStartPlan = (ref: EnvironmentRef, { onStarted, onActive }: Answers) => {
  const { mutate, isPending, isSuccess, error, reset } = useStartRelease(ref)
  const underWay = useRef(false)
  const unanswered = useRef<Attempt<StartReleaseInput> | null>(null)
  const start = (input: StartReleaseInput): void => {
    if (underWay.current) return
    underWay.current = true
    const before = unanswered.current
    const asked = before !== null && isSame(before.input, input) ? before : attempt(input)
    unanswered.current = asked
    mutate(asked, {
      onSuccess: onStarted,
      onError: (problem) => {
        underWay.current = false
        if (!(problem instanceof ApiProblem)) return
        unanswered.current = null
        if (problem.code === 'release-active' && problem.document.releaseId !== undefined)
          onActive(problem.document.releaseId)
      },
    })
  }
  return { start, isStarting: isPending || isSuccess, error, reset }
}

const isSame = (a: StartReleaseInput, b: StartReleaseInput): boolean =>
  JSON.stringify(a) === JSON.stringify(b)
