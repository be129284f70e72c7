import { ok } from '../../domain/result.ts'
import { poll } from '../poll.ts'
import type { RunStep } from '../step-context.ts'

/** Waits until CloudFront says that the invalidation is complete. */
export const invalidationDone: RunStep = (context) =>
  poll(context, async () => {
    const { ports, environment, facts } = context
    if (facts.invalidationId === null) return ok({ state: 'done' })
    const complete = await ports.invalidator.isComplete(environment, facts.invalidationId)
    if (!complete.ok) return complete
    if (!complete.value)
      return ok({ state: 'waiting', sentence: `Invalidation ${facts.invalidationId} is in progress.` })
    const message = `Invalidation ${facts.invalidationId} is complete.`
    await context.log([
      {
        source: 'invalidation',
        level: 'info',
        message,
        onceKey: `invalidation-done:${facts.invalidationId}`,
      },
    ])
    return ok({ state: 'done', sentence: message })
  })
