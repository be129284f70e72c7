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

/** A call that never left: the deadline came while it waited for its turn. `classifyAwsError` knows the name. */
class HeldBackError extends Error {
  override readonly name = 'HeldBackError'
}

type Sender = { send(command: unknown, options?: { readonly abortSignal?: AbortSignal }): unknown }
const callerSignal = new AsyncLocalStorage<AbortSignal | undefined>()

/** Middleware is not told of the signal that a caller gives to `send`: this lets `callPlugin` know it. */
export function passOnSignals(client: object): void {
  // Every client of the SDK has this method.
  const sender = client as Sender
  const send = sender.send.bind(client)
  sender.send = (command, options, ...others: []) =>
    callerSignal.run(options?.abortSignal, () => send(command, options, ...others))
}

/**
 * Gives every call of a client a deadline over all its attempts, and passes each attempt through `beforeAttempt`.
 * The SDK's own timeouts are per attempt: without this, a call that is throttled again and again may take minutes.
 */
export function callPlugin<Input extends object, Output extends object>(options: {
  readonly deadlineMilliseconds: number
  /** Waits until the attempt may leave; the signal says that nobody waits for it any more. */
  readonly beforeAttempt: (operation: string, signal: AbortSignal) => Promise<void>
  /** Told what an attempt failed with. */
  readonly onFailure?: (error: unknown, operation: string) => void
}): Pluggable<Input, Output> {
  const { deadlineMilliseconds, beforeAttempt, onFailure } = options
  return {
    applyToStack: (stack) => {
      type Ongoing = { readonly endsAt: number; readonly signal: AbortSignal; lastError: unknown }
      const calls = new WeakMap<object, Ongoing>()
      stack.add(
        (next, context) => async (args) => {
          const operation = operationName(context.clientName, context.commandName)
          const ending = new AbortController()
          const given = callerSignal.getStore()
          const call: Ongoing = {
            endsAt: performance.now() + deadlineMilliseconds,
            signal: given === undefined ? ending.signal : AbortSignal.any([ending.signal, given]),
            // What the last attempt ended with says more than that time is up, such as throttled.
            lastError: new HeldBackError(`${operation} waited ${deadlineMilliseconds} ms for its turn`),
          }
          calls.set(context, call)
          let timer: NodeJS.Timeout | undefined
          const deadline = new Promise<never>((_resolve, reject) => {
            timer = setTimeout(() => {
              reject(call.lastError)
              ending.abort(call.lastError)
            }, deadlineMilliseconds)
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
          const call = calls.get(context)
          if (call === undefined) return next(args)
          await beforeAttempt(operation, call.signal)
          // After the deadline nobody waits for the answer: do not send another attempt, least of all a write.
          if (performance.now() > call.endsAt) {
            throw new DeadlineError(`${operation} was not sent: its deadline has passed`)
          }
          if (call.lastError instanceof HeldBackError)
            call.lastError = new DeadlineError(`${operation} took longer than ${deadlineMilliseconds} ms`)
          try {
            return await next(args)
          } catch (error) {
            call.lastError = error
            onFailure?.(error, operation)
            throw error
          }
        },
        { step: 'finalizeRequest', name: 'lockstepAttempt', priority: 'low' },
      )
    },
  }
}
