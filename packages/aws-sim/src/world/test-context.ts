import type { CallContext } from '../wire/handlers.ts'
import { createRandom } from './random.ts'
import type { Clock } from './clock.ts'
import type { Pace, WorldContext } from './world.ts'

/** Each process takes a second, so that a test can stand before and after it. */
const pace: Pace = {
  taskStart: 1000,
  taskStop: 1000,
  healthCheckInterval: 1000,
  healthyThreshold: 2,
  targetDrain: 1000,
  steadyDelay: 1000,
  invalidationEffective: 1000,
  invalidationComplete: 2000,
  trafficTick: 1000,
}

export type TestContext = WorldContext & { advance(milliseconds: number): void }

/** A world's context for unit tests of one part, with a clock that moves only by `advance`. */
export function testContext(start = Date.UTC(2026, 10, 20, 12)): TestContext {
  let now = start
  let due: { at: number; act: () => void }[] = []
  const after: Clock['after'] = (delay, act) => {
    const one = { at: now + delay, act }
    due.push(one)
    return () => {
      due = due.filter((other) => other !== one)
    }
  }
  const clock: Clock = {
    now: () => now,
    date: () => new Date(now),
    after,
    every(period, act) {
      let cancel = (): void => {}
      const turn = (): void => {
        cancel = after(period, turn)
        act()
      }
      cancel = after(period, turn)
      return () => cancel()
    },
  }
  return {
    clock,
    random: createRandom(1),
    accountId: '123456789012',
    region: 'eu-west-1',
    pace,
    advance(milliseconds) {
      const end = now + milliseconds
      for (;;) {
        const next = due.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0]
        if (!next) break
        due = due.filter((other) => other !== next)
        now = next.at
        next.act()
      }
      now = end
    },
  }
}

const callContext: CallContext = {
  service: 'test',
  operation: 'test',
  requestId: 'test',
  accessKeyId: null,
  region: 'eu-west-1',
  headers: {},
  host: '127.0.0.1:4599',
}

/** Calls a handler as the wire would; an error thrown at once and one that comes later are the same to the caller. */
export async function call<Input, Output>(
  handler: ((input: Input, context: CallContext) => Output | Promise<Output>) | undefined,
  input: Input,
): Promise<Output> {
  if (!handler) throw new Error('the operation has no handler')
  return handler(input, callContext)
}
