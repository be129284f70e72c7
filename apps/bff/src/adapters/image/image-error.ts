import type { Problem } from '@lockstep/shared-types/problem'
import { artifactUnreadable } from '../../domain/artifact/artifact-problems.ts'

/** Carries a problem out of a stream; never leaves the adapters. */
export class ImageError extends Error {
  readonly problem: Problem

  constructor(problem: Problem) {
    super(problem.detail ?? problem.title)
    this.name = 'ImageError'
    this.problem = problem
  }
}

/** The problem that a stream carried, or that the image could not be read and what the stream said. */
export function imageProblem(error: unknown): Problem {
  if (error instanceof ImageError) return error.problem
  return artifactUnreadable(error instanceof Error ? `${error.name}: ${error.message}` : String(error))
}

/** A stream that failed for another reason than the image's content may succeed the next time. */
export const isImageFault = (problem: Problem): boolean =>
  problem.code === 'artifact-hostile' || problem.code === 'artifact-too-large'
