import { AsyncLocalStorage } from 'node:async_hooks'
import type { Pluggable } from '@smithy/types'

/** Calls per operation, such as `{ 'ecs:DescribeServices': 1 }`; a retried call counts as often as AWS saw it. */
export type CallCounts = Record<string, number>

const iamPrefix: Readonly<Record<string, string>> = {
  ECSClient: 'ecs',
  ECRClient: 'ecr',
  S3Client: 's3',
  CloudFrontClient: 'cloudfront',
  ElasticLoadBalancingV2Client: 'elasticloadbalancing',
  CloudWatchClient: 'cloudwatch',
  CloudWatchLogsClient: 'logs',
  AppConfigClient: 'appconfig',
  CloudFrontKeyValueStoreClient: 'cloudfront-keyvaluestore',
  STSClient: 'sts',
}

/** `ecs:DescribeServices`, named as IAM names it. */
const operationName = (clientName = 'unknown', commandName = 'UnknownCommand'): string =>
  `${iamPrefix[clientName] ?? clientName}:${commandName.replace(/Command$/, '')}`

const add = (counts: CallCounts, operation: string): void => {
  counts[operation] = (counts[operation] ?? 0) + 1
}

/** Counts every attempt that leaves, in total and per measured piece of work. */
export function createCallCounter(): {
  count(operation: string): void
  totals(): CallCounts
  /** Runs `work` and says which calls it caused, even while other work runs at the same time. */
  measure<T>(work: () => Promise<T>): Promise<{ value: T; counts: CallCounts }>
} {
  const totals: CallCounts = {}
  const scope = new AsyncLocalStorage<CallCounts>()
  return {
    count: (operation) => {
      add(totals, operation)
      const measured = scope.getStore()
      if (measured !== undefined) add(measured, operation)
    },
    totals: () => ({ ...totals }),
    measure: async (work) => {
      const counts: CallCounts = {}
      const value = await scope.run(counts, work)
      return { value, counts }
    },
  }
}

/** A call that took longer than its deadline, all attempts together. The SDK does not retry it. */
class DeadlineError extends Error {
  override readonly name = 'TimeoutError'
}

/**
 * Gives every call of a client a deadline over all its attempts, and passes each attempt through `beforeAttempt`.
 * The SDK's own timeouts are per attempt: without this, a call that is throttled again and again may take minutes.
 */
export function callPlugin<Input extends object, Output extends object>(options: {
  readonly deadlineMilliseconds: number
  readonly beforeAttempt: (operation: string) => Promise<void>
  /** Told what an attempt failed with. */
  readonly onFailure?: (error: unknown) => void
}): Pluggable<Input, Output> {
  const { deadlineMilliseconds, beforeAttempt, onFailure } = options
  return {
    applyToStack: (stack) => {
      const calls = new WeakMap<object, { endsAt: number; lastError: unknown }>()
      stack.add(
        (next, context) => async (args) => {
          const operation = operationName(context.clientName, context.commandName)
          const call = {
            endsAt: performance.now() + deadlineMilliseconds,
            // What the last attempt ended with says more than that time is up, such as throttled.
            lastError: new DeadlineError(
              `${operation} took longer than ${deadlineMilliseconds} ms`,
            ) as unknown,
          }
          calls.set(context, call)
          let timer: NodeJS.Timeout | undefined
          const deadline = new Promise<never>((_resolve, reject) => {
            timer = setTimeout(() => reject(call.lastError), deadlineMilliseconds)
          })
          try {
            return await Promise.race([next(args), deadline])
          } finally {
            clearTimeout(timer)
          }
        },
        { step: 'initialize', name: 'lockstepDeadline', priority: 'high' },
      )
      stack.add(
        (next, context) => async (args) => {
          const operation = operationName(context.clientName, context.commandName)
          await beforeAttempt(operation)
          // After the deadline nobody waits for the answer: do not send another attempt, least of all a write.
          const call = calls.get(context)
          if (call !== undefined && performance.now() > call.endsAt) {
            throw new DeadlineError(`${operation} was not sent: its deadline has passed`)
          }
          try {
            return await next(args)
          } catch (error) {
            if (call !== undefined) call.lastError = error
            onFailure?.(error)
            throw error
          }
        },
        { step: 'finalizeRequest', name: 'lockstepAttempt', priority: 'low' },
      )
    },
  }
}
