import type { BenchRow } from './row.ts'
import type { LockstepApi } from './world/lockstep-api.ts'
import type { World } from './world/start-world.ts'

const viewers = 50
const patienceMilliseconds = 30_000

/** How many calls AWS sees: for a first check, for later ones, and because of viewers, by its own log. */
export async function benchAwsCalls(world: World, api: LockstepApi): Promise<BenchRow[]> {
  const first = await until(() => api.driftReport())
  const { awsCalls } = await api.checkDrift()
  return [
    { name: 'AWS calls of a drift check: first', value: first.awsCalls, unit: 'calls', comparedWith: null },
    { name: 'AWS calls of a drift check: later', value: awsCalls, unit: 'calls', comparedWith: null },
    {
      name: `AWS calls because ${viewers} viewers open their pages`,
      value: await callsOfViewers(world, api),
      unit: 'calls',
      comparedWith: `one read of AWS serves all; each holds the event stream and reads the fleet, the environment, its drift and its charts`,
    },
  ]
}

/** Right after the charts' metrics were read by the clock, so that nothing but viewers could cause a call. */
async function callsOfViewers(world: World, api: LockstepApi): Promise<number> {
  const seen = (await world.requests(0)).at(-1)?.seq ?? 0
  await until(async () => {
    const since = await world.requests(seen)
    return since.some(({ service }) => service === 'cloudwatch') ? since : null
  })
  // The metrics of the other environments are read with the first.
  await new Promise((resolve) => setTimeout(resolve, 1_000))
  const before = (await world.requests(0)).at(-1)?.seq ?? 0
  const leaving = await Promise.all(Array.from({ length: viewers }, () => api.view()))
  await new Promise((resolve) => setTimeout(resolve, 2_000))
  const caused = await world.requests(before)
  for (const leave of leaving) leave()
  return caused.length
}

async function until<T>(look: () => Promise<T | null>): Promise<T> {
  const giveUpAt = performance.now() + patienceMilliseconds
  while (performance.now() < giveUpAt) {
    const found = await look()
    if (found !== null) return found
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error('Nothing was seen in time.')
}
