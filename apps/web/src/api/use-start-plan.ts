import type { EnvironmentRef } from '@lockstep/shared-types/environment'
import type { Release, StartReleaseInput } from '@lockstep/shared-types/release'
import { useQueryClient } from '@tanstack/react-query'
import { useRef } from 'react'
import { ApiProblem } from './api-problem.ts'
import { attempt, type Attempt } from './attempt.ts'
import { environmentQuery } from './environment.ts'
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
  const client = useQueryClient()
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
        void activeReleaseOf(problem).then((releaseId) => releaseId !== null && onActive(releaseId))
      },
    })
  }
  /** Forgets the error. A start that is under way goes on: its answer is to be told, and no other may follow before it. */
  const forget = (): void => {
    if (!underWay.current) reset()
  }
  /** A plan is also outdated by a release that began meanwhile: then that release is what matters. */
  const activeReleaseOf = async (problem: ApiProblem): Promise<string | null> => {
    if (problem.code === 'release-active') return problem.document.releaseId ?? null
    if (problem.code !== 'plan-outdated') return null
    const environment = await client.fetchQuery({ ...environmentQuery(ref), staleTime: 0 }).catch(() => null)
    return environment?.activeRelease?.id ?? null
  }
  return { start, isStarting: isPending || isSuccess, error, reset: forget }
}

const isSame = (a: StartReleaseInput, b: StartReleaseInput): boolean =>
  JSON.stringify(a) === JSON.stringify(b)
