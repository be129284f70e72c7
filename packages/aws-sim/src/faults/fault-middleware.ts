import { setTimeout as delay } from 'node:timers/promises'
import { AwsError } from '../wire/aws-error.ts'
import type { Call, Middleware, Outcome } from '../wire/aws-server.ts'
import type { Faults, Strike } from './fault-list.ts'
import type { FaultKind } from './fault-rule.ts'
import { broken, denied, throttled } from './refusals.ts'
import { refusedCredentials, refusedTime } from './signature-refusals.ts'

const defaultDelayMilliseconds = 2000

/** Remembers the answers that `stale` gives again: by service, operation and input. */
type Memory = Map<string, Outcome>

/** Applies the faults in force to each call; `onFault` is told which. */
export function createFaultMiddleware(
  faults: Faults,
  onFault: (call: Call, kind: FaultKind) => void,
): Middleware {
  const memory: Memory = new Map()
  return async (call, next) => {
    const { service, operation, region } = call.context
    const strike = faults.strike({ service, operation, region, input: call.input })
    if (!strike) return remember(memory, call, await next())
    onFault(call, strike.rule.kind)
    return applyFault(strike, call, next, memory)
  }
}

async function applyFault(
  { rule, released }: Strike,
  call: Call,
  next: () => Promise<Outcome>,
  memory: Memory,
): Promise<Outcome> {
  const { service, operation, accessKeyId } = call.context
  switch (rule.kind) {
    case 'throttle':
      return call.refuse(throttled(service))
    case 'serverError':
      return call.refuse(broken(service))
    case 'accessDenied':
      return call.refuse(denied(service, operation, accessKeyId ?? 'anonymous'))
    case 'signatureExpired':
    case 'signatureNotYetCurrent':
      return call.refuse(refusedTime(service, rule.kind, new Date()))
    case 'expiredToken':
    case 'unknownKey':
    case 'wrongSecret':
      return call.refuse(refusedCredentials(service, rule.kind))
    case 'refuse':
      return call.refuse(new AwsError(rule.code ?? 'InvalidParameterException', rule.message ?? ''))
    case 'timeout':
      return { kind: 'silence' }
    case 'reset':
      return { kind: 'reset' }
    case 'truncate':
      return truncate(await next())
    case 'slow':
      await delay(rule.delayMilliseconds ?? defaultDelayMilliseconds)
      return next()
    case 'garbage':
      return garbage()
    case 'stale':
      return memory.get(memoryKey(call)) ?? remember(memory, call, await next())
    case 'hold':
      return (await released()) === 'drop' ? { kind: 'silence' } : next()
    case 'holdAfter': {
      const outcome = await next()
      return (await released()) === 'drop' ? { kind: 'silence' } : outcome
    }
    case 'lostAnswer':
      await next()
      return { kind: 'silence' }
  }
}

function truncate(outcome: Outcome): Outcome {
  if (outcome.kind !== 'answer') return outcome
  // Without a body there is nothing to cut but the connection.
  return outcome.response.body ? { kind: 'truncated', response: outcome.response } : { kind: 'reset' }
}

function garbage(): Outcome {
  const body = '<html><body>502 proxy \u0000 {"not": what you asked'
  return {
    kind: 'answer',
    response: { status: 200, headers: { 'content-type': 'text/html' }, body },
    errorCode: null,
  }
}

/** Only reads can be stale; their names say so. */
const readOperation = /^(Describe|Get|List|Head|BatchGet|Filter)/
const largestMemory = 2000
const longestRemembered = 1_000_000

function remember(memory: Memory, call: Call, outcome: Outcome): Outcome {
  if (outcome.kind !== 'answer' || !readOperation.test(call.context.operation)) return outcome
  if ((outcome.response.body?.length ?? 0) > longestRemembered) return outcome
  const key = memoryKey(call)
  memory.delete(key)
  memory.set(key, outcome)
  const oldest = memory.keys().next()
  if (memory.size > largestMemory && !oldest.done) memory.delete(oldest.value)
  return outcome
}

function memoryKey({ context, input }: Call): string {
  return `${context.service}.${context.operation} ${JSON.stringify(input)}`
}
