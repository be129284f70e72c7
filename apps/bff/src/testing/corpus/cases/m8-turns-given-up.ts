import { DescribeLoadBalancersCommand } from '@aws-sdk/client-elastic-load-balancing-v2'
import { createAwsClientFactory } from '../../../adapters/aws/clients.ts'
import { createTurns } from '../../../adapters/aws/turns.ts'
import type { Answers, WireRig } from '../corpus-case.ts'
import { defineCase } from '../corpus-case.ts'

/** Time that passes only while somebody waits for a turn. */
function virtualTime() {
  let now = 0
  const monotonic = (): number => now
  const wait = async (milliseconds: number): Promise<void> => {
    await new Promise(setImmediate)
    now += milliseconds
  }
  return { monotonic, wait }
}

/** How long the last one waited, with and without the hundred before it that gave up. */
const answer = (waited: number, limit: number): Answers => ({
  turn: { status: waited <= limit ? 'free' : 'lost', sentence: `waited ${Math.round(waited)} ms` },
})

async function turnsAlone(): Promise<Answers> {
  const time = virtualTime()
  const turns = createTurns({ burst: 1, perSecond: 1 }, time)
  await turns.take('describe')
  const leaving = new AbortController()
  const given = Array.from({ length: 100 }, () => turns.take('list', leaving.signal).catch(() => null))
  leaving.abort()
  await Promise.all(given)
  await turns.take('describe')
  return answer(time.monotonic(), 2_000)
}

async function overTheWire({ environment }: WireRig): Promise<Answers> {
  const time = virtualTime()
  const factory = createAwsClientFactory({ waiting: time })
  try {
    const { elb } = factory.for(environment)
    const ask = (abortSignal?: AbortSignal) =>
      elb.send(new DescribeLoadBalancersCommand({}), abortSignal === undefined ? {} : { abortSignal })
    await Promise.all(Array.from({ length: 20 }, () => ask()))
    const leaving = new AbortController()
    const given = Array.from({ length: 100 }, () => ask(leaving.signal).catch(() => null))
    leaving.abort()
    await Promise.all(given)
    await ask()
    return answer(time.monotonic(), 1_000)
  } finally {
    factory.close()
  }
}

export const corpusCase = defineCase({
  id: 'M8',
  title: 'A call that waits for its turn gives up',
  world: 'A hundred calls wait for the budget of their group, and give up; then one more asks.',
  source: 'cases.md',
  right: { turn: { status: 'free' } },
  // What other cases ask of load balancers counts as well.
  alone: true,
  rules: turnsAlone,
  wire: { answers: overTheWire },
})
