import type { Problem } from '@lockstep/shared-types/problem'
import type { ReleaseStep } from '@lockstep/shared-types/release'
import type { HalvesNow } from '../domain/release/as-released.ts'
import { backoffMilliseconds, isRetryable } from '../domain/release/retryable.ts'
import type { Result } from '../domain/result.ts'
import type { ReleaseFacts, StepContext, StepOutcome } from './step-context.ts'

/** What one look at AWS says. */
export type Look =
  | { readonly state: 'done'; readonly facts?: Partial<ReleaseFacts>; readonly sentence?: string }
  | {
      readonly state: 'waiting'
      readonly sentence: string
      readonly progress?: ReleaseStep['progress']
      /** What is said when the time is up; a plain time-out without it. */
      readonly overdue?: Problem
    }
  | { readonly state: 'failed'; readonly problem: Problem; readonly now?: HalvesNow }
  /** Somebody has aborted the release meanwhile, which broke off what was under way. */
  | { readonly state: 'aborted' }

type Limits = { readonly limitSeconds?: number }

/**
 * Looks again and again until it is done, it has failed, someone aborts, or the step's time is up. What may pass by
 * itself (throttling, 5xx) is tried again with growing pauses. A restart of the process begins the time anew.
 */
export async function poll(
  context: StepContext,
  look: () => Promise<Result<Look>>,
  { limitSeconds = context.environment.release.stepTimeoutSeconds }: Limits = {},
): Promise<StepOutcome> {
  const { clock, environment } = context
  const deadline = clock.now().getTime() + limitSeconds * 1000
  let attempt = 1
  let last: Look | Problem | null = null
  for (;;) {
    if (await context.abortRequested()) return { kind: 'aborted' }
    const result = await look()
    if (result.ok) {
      const { value } = result
      if (value.state === 'failed') {
        const { problem, now } = value
        return { kind: 'failed', problem, ...(now === undefined ? {} : { now }) }
      }
      if (value.state === 'aborted') return { kind: 'aborted' }
      if (value.state === 'done') {
        if (value.sentence !== undefined) await context.say(value.sentence)
        return { kind: 'done', ...(value.facts === undefined ? {} : { facts: value.facts }) }
      }
      last = value
      attempt = 1
      await context.say(value.sentence, value.progress ?? null)
    } else {
      if (!isRetryable(result.problem)) return { kind: 'failed', problem: result.problem }
      last = result.problem
      attempt += 1
      await noteRetry(context, attempt, result.problem)
    }
    const left = deadline - clock.now().getTime()
    if (left <= 0) return { kind: 'failed', problem: overdue(context, limitSeconds, last) }
    const pause = attempt === 1 ? environment.release.pollSeconds * 1000 : backoffMilliseconds(attempt)
    await context.sleep(Math.min(pause, left))
  }
}

/** Does something that changes AWS, and tries again what may pass by itself. */
export const attempt = (
  context: StepContext,
  act: () => Promise<Result<Partial<ReleaseFacts>>>,
): Promise<StepOutcome> =>
  poll(context, async () => {
    const result = await act()
    return result.ok ? { ok: true, value: { state: 'done', facts: result.value } } : result
  })

async function noteRetry(context: StepContext, attempt: number, problem: Problem): Promise<void> {
  const { releaseId, step, ports } = context
  await ports.journal.retryStep(releaseId, step, `${problem.title} Trying again (attempt ${attempt}).`)
  await context.log([
    {
      source: 'lockstep',
      level: 'warning',
      message: `${problem.title} ${problem.detail ?? ''}`.trim(),
      onceKey: null,
    },
  ])
}

function overdue(context: StepContext, limitSeconds: number, last: Look | Problem): Problem {
  if ('state' in last && last.state === 'waiting' && last.overdue !== undefined) return last.overdue
  const said =
    'state' in last
      ? last.state === 'waiting'
        ? last.sentence
        : null
      : `${last.title} ${last.detail ?? ''}`.trim()
  return {
    code: 'step-timeout',
    title: `The step ${context.step} took longer than its limit of ${limitSeconds} s.`,
    detail: said,
    remedy: 'Look at the log of the release, repair what it says, and release again or roll back.',
  }
}
