import { createBudgetMiddleware } from '../budgets/budget-middleware.ts'
import { checkConstraints } from '../constraints/constraint-middleware.ts'
import type { Faults } from '../faults/fault-list.ts'
import { createFaultMiddleware } from '../faults/fault-middleware.ts'
import { createLogMiddleware } from '../log/log-middleware.ts'
import type { RequestLog } from '../log/request-log.ts'
import { createAwsServer } from '../wire/aws-server.ts'
import type { CallContext } from '../wire/handlers.ts'
import type { Service } from '../wire/service.ts'
import type { VirtualClock } from '../world/virtual-clock.ts'
import { createAwsEndpoint, type Mount } from './aws-endpoint.ts'
import type { Respond } from './listen.ts'

export type AwsHostDeps = {
  readonly services: readonly Service[]
  readonly mounts: readonly Mount[]
  readonly faults: Faults
  readonly requests: RequestLog
  readonly clock: VirtualClock
  readonly principalOf: (accessKeyId: string) => string | null
  readonly accountOf: (accessKeyId: string) => string
  /** Whether AWS's request budgets hold. */
  readonly budgets: 'aws' | 'none'
  readonly onDefect: (context: CallContext, error: unknown) => void
}

/** Services, log and faults joined: what stands behind the one AWS port. */
export function createAwsHost(deps: AwsHostDeps): Respond {
  const { services, mounts, faults, requests, clock } = deps
  const log = createLogMiddleware(requests, clock, deps.principalOf)
  const middleware = [
    log.middleware,
    createFaultMiddleware(faults, log.markFault),
    ...(deps.budgets === 'aws' ? [createBudgetMiddleware(clock, deps.accountOf)] : []),
    checkConstraints,
  ]
  let serial = 0
  const answer = createAwsServer({
    services,
    middleware,
    newRequestId: () => `00000000-0000-4000-8000-${(++serial).toString(16).padStart(12, '0')}`,
    onDefect: deps.onDefect,
  })
  return createAwsEndpoint(answer, mounts, middleware, () => clock.settle())
}
