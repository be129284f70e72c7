import type { Problem } from '@lockstep/shared-types/problem'
import { fail, ok, type Result } from '../../../domain/result.ts'
import { awsProblem } from '../aws-problem.ts'

/** A named problem on its way out of nested calls. It never leaves this folder: `toResult` makes a value of it. */
export class ProblemError extends Error {
  readonly problem: Problem
  /** AWS's own name of the error, such as `ConflictException`; empty when it is not AWS's. */
  readonly awsName: string
  constructor(problem: Problem, awsName = '') {
    super(problem.title)
    this.problem = problem
    this.awsName = awsName
  }
}

/** Ends the work with a problem. */
export function refuse(problem: Problem): never {
  throw new ProblemError(problem)
}

/** Ends the work because something that the configuration names is not in AWS. */
export function gone(what: string, name: string, remedy: string): never {
  return refuse({ code: 'aws-not-found', title: `The ${what} ${name} is not there.`, detail: name, remedy })
}

export type CalledFor = {
  /** As IAM names it. */
  readonly operation: string
  /** For people: what the call is about, such as `load balancer shop-production`. */
  readonly resource: string
}

/** Sends one call; what AWS throws comes back named, and a thing that is not there by its name. */
export async function called<T>({ operation, resource }: CalledFor, send: () => Promise<T>): Promise<T> {
  try {
    return await send()
  } catch (error) {
    const problem = awsProblem(error, operation, resource)
    const awsName = error instanceof Error ? error.name : ''
    if (problem.code !== 'aws-not-found') throw new ProblemError(problem, awsName)
    const title = `The ${resource} is not there.`
    const remedy =
      'Check the name, the region and the account in the configuration; if it was deleted, create it again.'
    throw new ProblemError({ ...problem, title, remedy }, awsName)
  }
}

/** The value of the work, or the problem that ended it. A defect of our own is thrown on. */
export async function toResult<T>(work: () => Promise<T>): Promise<Result<T>> {
  try {
    return ok(await work())
  } catch (error) {
    if (error instanceof ProblemError) return fail(error.problem)
    throw error
  }
}

export const isGone = (error: unknown): boolean =>
  error instanceof ProblemError && error.problem.code === 'aws-not-found'

/** AWS answered, and would not: in what words and by what name differs, so that only what is there now says why. */
export const isRefusal = (error: unknown): boolean =>
  error instanceof ProblemError && error.problem.code === 'aws-rejected'

/** Somebody else was quicker: AWS refused because what was read before is no longer so. */
export const isConflict = (error: unknown): boolean =>
  error instanceof ProblemError && /^(ConflictException|PreconditionFailed)$/.test(error.awsName)
