import { createTurns, type Turns } from './turns.ts'
import { budgetOf } from './request-budgets.ts'

/** Time and waiting, replaceable in tests. */
export type Waiting = {
  /** Milliseconds that only go forward. */
  readonly monotonic: () => number
  readonly wait: (milliseconds: number) => Promise<void>
}

export const realWaiting: Waiting = {
  monotonic: () => performance.now(),
  wait: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
}

/** Whose budget a call uses. */
export type BudgetOwner = { readonly account: string; readonly region: string }

/**
 * The account of a role, with its partition; without a role the one that Lockstep itself runs in, of which the number is
 * not known. That a role may belong to that very account is overlooked: each then takes its share.
 */
export const accountOf = (roleArn: string | null): string =>
  /^arn:([^:]+):iam::(\d{12}):/
    .exec(roleArn ?? '')
    ?.slice(1)
    .join(' ') ??
  roleArn ??
  'own'

export type RequestLimiter = {
  /**
   * Resolves when the call may go out. Rejects with the signal's reason when that gives up first; its turn is then free
   * for others.
   */
  take(owner: BudgetOwner, operation: string, signal?: AbortSignal): Promise<void>
  /** Counts a call that goes out without waiting; others wait the longer. */
  spend(owner: BudgetOwner, operation: string): void
  /** AWS has throttled such a call: somebody else uses the same budget. */
  slowDown(owner: BudgetOwner, operation: string): void
}

/** Keeps Lockstep's calls within its share of each budget (`request-budgets.ts`), by account, region and group. */
export function createRequestLimiter(waiting: Waiting = realWaiting): RequestLimiter {
  const kept = new Map<string, Turns>()

  const turnsFor = ({ account, region }: BudgetOwner, operation: string): Turns | null => {
    const budget = budgetOf(operation)
    if (budget === null) return null
    const key = `${budget.group} ${account} ${budget.per === 'region' ? region : ''}`
    const turns =
      kept.get(key) ??
      createTurns(
        { perSecond: budget.perSecond * budget.share, burst: Math.max(1, budget.burst * budget.share) },
        waiting,
      )
    kept.set(key, turns)
    return turns
  }

  return {
    take: async (owner, operation, signal) => turnsFor(owner, operation)?.take(operation, signal),
    spend: (owner, operation) => turnsFor(owner, operation)?.spend(),
    slowDown: (owner, operation) => turnsFor(owner, operation)?.slowDown(),
  }
}
