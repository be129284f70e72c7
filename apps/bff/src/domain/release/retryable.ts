import type { Problem, ProblemCode } from '@lockstep/shared-types/problem'

const retryableCodes: readonly ProblemCode[] = [
  'aws-throttled',
  'aws-busy',
  'aws-unavailable',
  'aws-invalid-response',
  // Refused before anything happened; clocks are set, and what hands out credentials recovers or is renewed.
  'aws-clock-wrong',
  'aws-credentials-refused',
  'probe-failed',
]

/** Whether the same step may succeed later without anybody changing anything. */
export const isRetryable = (problem: Problem): boolean => retryableCodes.includes(problem.code)

/** Pause before attempt `attempt` (2 is the first repeat): doubles from `baseMilliseconds`, at most 30 s. */
export const backoffMilliseconds = (attempt: number, baseMilliseconds = 1000): number =>
  Math.min(baseMilliseconds * 2 ** (attempt - 2), 30_000)
