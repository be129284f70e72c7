import { throttled } from '../faults/refusals.ts'
import type { Call, Middleware } from '../wire/aws-server.ts'
import type { Clock } from '../world/clock.ts'
import { budgets, type Budget } from './table.ts'

/**
 * Refuses what an account asks beyond its budgets, as AWS does: token buckets that fill with virtual time, one for each
 * account, region and group of operations.
 */
export function createBudgetMiddleware(
  clock: Pick<Clock, 'now'>,
  accountOf: (accessKeyId: string) => string,
): Middleware {
  const buckets = new Map<string, { tokens: number; at: number }>()

  const take = (budget: Budget, key: string): boolean => {
    const now = clock.now()
    const { tokens, at } = buckets.get(key) ?? { tokens: budget.burst, at: now }
    const filled = Math.min(budget.burst, tokens + ((now - at) / 1000) * budget.perSecond)
    // A refused call costs nothing.
    buckets.set(key, { tokens: filled >= 1 ? filled - 1 : filled, at: now })
    return filled >= 1
  }

  return async (call, next) => {
    const { service, operation, accessKeyId } = call.context
    const budget = budgets.find((one) => one.service === service && one.operations.test(operation))
    if (!budget) return next()
    const key = `${service} ${budget.group} ${ownerOf(budget, call, accountOf(accessKeyId ?? ''))}`
    return take(budget, key) ? next() : call.refuse(throttled(service))
  }
}

function ownerOf(budget: Budget, { context, input }: Call, accountId: string): string {
  switch (budget.of) {
    case 'account':
      return accountId
    case 'account and region':
      return `${accountId} ${context.region ?? ''}`
    case 's3 bucket':
      return typeof input['Bucket'] === 'string' ? input['Bucket'] : accountId
  }
}
