import type { Result } from '../domain/result.ts'
import type { Problem } from '@lockstep/shared-types/problem'

/** Carries a problem from a route to the one error handler; thrown in routes only, never in verbs. */
export class ProblemError extends Error {
  readonly problem: Problem

  constructor(problem: Problem) {
    super(problem.title)
    this.name = 'ProblemError'
    this.problem = problem
  }
}

/** The value of a result, or its problem thrown to the error handler, so that a route's type is that of its success. */
export function unwrap<T>(result: Result<T>): T {
  if (result.ok) return result.value
  throw new ProblemError(result.problem)
}
