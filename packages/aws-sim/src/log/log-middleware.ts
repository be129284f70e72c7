import type { Call, Middleware, Outcome } from '../wire/aws-server.ts'
import type { Clock } from '../world/clock.ts'
import type { OpenRequest, RequestLog } from './request-log.ts'
import { summarizeInput } from './summarize.ts'

/** Writes every call into the log, before it is handled and again when its outcome is known. */
export function createLogMiddleware(
  log: RequestLog,
  clock: Clock,
  principalOf: (accessKeyId: string) => string | null,
): { readonly middleware: Middleware; readonly markFault: (call: Call, kind: string) => void } {
  const open = new WeakMap<Call, OpenRequest>()
  const middleware: Middleware = async (call, next) => {
    const { service, operation, accessKeyId } = call.context
    const entry = log.begin({
      at: clock.date().toISOString(),
      service,
      operation,
      input: summarizeInput(call.input),
      accessKeyId,
      principal: accessKeyId === null ? null : principalOf(accessKeyId),
    })
    open.set(call, entry)
    const outcome = await next()
    entry.end(...result(outcome))
    return outcome
  }
  return { middleware, markFault: (call, kind) => open.get(call)?.fault(kind) }
}

function result(outcome: Outcome): [status: number | null, errorCode: string | null] {
  switch (outcome.kind) {
    case 'answer':
      return [outcome.response.status, outcome.errorCode]
    case 'truncated':
      return [outcome.response.status, null]
    case 'reset':
    case 'silence':
      return [null, null]
  }
}
