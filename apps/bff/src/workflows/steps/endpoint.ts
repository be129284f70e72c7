import { endpointMatch } from '../../domain/drift/checks/endpoint-match.ts'
import { runRule } from '../../domain/drift/rule.ts'
import { ok } from '../../domain/result.ts'
import { poll } from '../poll.ts'
import type { RunStep } from '../step-context.ts'

const wrong = {
  title: 'The frontend that is served does not call the right backend.',
  remedy: 'Roll back, and build the frontend with the settings of this environment.',
}
const notTold = {
  title: 'Whether the frontend that is served calls the right backend could not be told in time.',
  remedy:
    'Mend what stood in the way of telling, then release again. Roll back when the site does not work for users.',
}

/** The bundle that users load calls the right backend: the same rule as the drift check. */
export const endpoint: RunStep = (context) =>
  poll(context, async () => {
    const { environment, ports } = context
    const check = runRule(endpointMatch, await ports.observe(environment), environment)
    if (check.status === 'ok') return ok({ state: 'done', sentence: check.sentence })
    return ok({
      state: 'waiting',
      sentence: check.sentence,
      overdue: {
        code: 'verification-failed',
        ...(check.status === 'unknown' ? notTold : wrong),
        detail: check.sentence,
      },
    })
  })
