import { AwsError } from '../../wire/aws-error.ts'

export type Invalidation = {
  readonly id: string
  readonly callerReference: string
  readonly paths: readonly string[]
  readonly createdAt: Date
  status: 'InProgress' | 'Completed'
}

const MOST_PATHS = 3000
const MOST_WILDCARDS = 15

/** A wildcard counts only at the end; elsewhere the asterisk is an ordinary character, as in CloudFront. */
export const isWildcard = (path: string): boolean => path.endsWith('*')

/** Whether an invalidation path covers a request path. */
export function covers(pattern: string, path: string): boolean {
  return isWildcard(pattern) ? path.startsWith(pattern.slice(0, -1)) : pattern === path
}

/** Refuses paths that CloudFront refuses. */
export function checkPaths(paths: readonly string[]): void {
  if (paths.length === 0) throw new AwsError('InvalidArgument', 'Your request contains no invalidation path.')
  if (paths.length > MOST_PATHS) {
    throw new AwsError('BatchTooLarge', 'Your request contains too many invalidation paths.', 413)
  }
  for (const path of paths) {
    if (!path.startsWith('/')) {
      throw new AwsError('InvalidArgument', `Your request contains an invalid invalidation path: ${path}`)
    }
  }
}

/** The limits hold for all that is in progress on a distribution, together with what shall be added. */
export function checkLimits(inProgress: readonly Invalidation[], paths: readonly string[]): void {
  const all = [...inProgress.flatMap((one) => one.paths), ...paths]
  const wildcards = all.filter(isWildcard).length
  if (wildcards > MOST_WILDCARDS || all.length - wildcards > MOST_PATHS) {
    throw new AwsError(
      'TooManyInvalidationsInProgress',
      'Processing your request will cause you to exceed the maximum number of in-progress wildcard invalidations or paths.',
    )
  }
}

/** Two batches are the same when they name the same paths, in whatever order. */
export const samePaths = (a: readonly string[], b: readonly string[]): boolean =>
  JSON.stringify(a.toSorted()) === JSON.stringify(b.toSorted())
