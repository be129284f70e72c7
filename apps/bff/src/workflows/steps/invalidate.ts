import { ok } from '../../domain/result.ts'
import { attempt } from '../poll.ts'
import type { RunStep } from '../step-context.ts'

/** Makes the edge forget what has changed. The release's id is the reference: a repeat gets the same invalidation. */
export const invalidate: RunStep = (context) =>
  attempt(context, async () => {
    const { ports, environment, work, releaseId } = context
    const paths = work.plan.invalidation?.paths ?? []
    const created = await ports.invalidator.create(environment, { reference: releaseId, paths })
    if (!created.ok) return created
    await context.log([
      {
        source: 'invalidation',
        level: 'info',
        message: `Invalidation ${created.value} of ${paths.join(' ')} is under way.`,
        onceKey: `invalidation:${created.value}`,
      },
    ])
    return ok({ invalidationId: created.value })
  })
