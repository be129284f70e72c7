import type { Clock } from '../../domain/clock.ts'
import type { Reading } from '../../domain/reading.ts'
import { awsProblem } from './aws-problem.ts'

/** What was read: the IAM name of the operation, and of what, for people. */
export type AwsSource = { readonly operation: string; readonly resource: string }

/**
 * Runs a read and keeps what came of it. `undefined`, or AWS saying that it is not there, is `absent`;
 * any other failure is `unreadable` with its named problem. Never throws.
 */
export async function readAws<T>(
  { operation, resource }: AwsSource,
  clock: Clock,
  read: () => Promise<T | undefined>,
): Promise<Reading<T>> {
  const source = `${operation} ${resource}`
  try {
    const value = await read()
    const readAt = clock.now().toISOString()
    return value === undefined
      ? { state: 'absent', source, readAt }
      : { state: 'read', value, source, readAt }
  } catch (error) {
    const problem = awsProblem(error, operation, resource)
    const readAt = clock.now().toISOString()
    if (problem.code === 'aws-not-found') return { state: 'absent', source, readAt }
    return { state: 'unreadable', problem, source, readAt }
  }
}
