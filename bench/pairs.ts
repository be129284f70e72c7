import { setImmediate as turn } from 'node:timers/promises'
import { startRolloutWorld } from '../apps/bff/src/adapters/aws/traffic/testing/rollout-world.ts'
import {
  createDrivers,
  releaseId,
  withRollout,
} from '../apps/bff/src/adapters/aws/traffic/testing/traffic-rig.ts'
import { createRandom } from '../packages/aws-sim/src/world/random.ts'
import { rounded } from './median.ts'
import type { BenchRow } from './row.ts'

const visitorCount = 500
const callsOfPage = 4
const wantedRequests = 100_000
/** Up, down, to nobody and to everybody. */
const percentages = [1, 10, 50, 100, 30, 5, 0, 60, 0, 25, 80, 40]

type Visitor = { cookie: string; page: string }

/**
 * Counts pages whose calls another version answered, while the production driver moves the percentage through the SDK
 * and 500 visitors go on loading pages and calling from those that are open, also in the middle of its writes.
 */
export async function benchPairs(): Promise<BenchRow[]> {
  const world = await startRolloutWorld({ rollout: 'paired', idle: false, spaFallback: true })
  const { built, cohort, candidate, rule, loadBalancer } = world
  if (cohort === null || candidate === null || rule === undefined)
    throw new Error('No paired rollout can run here.')
  const environment = withRollout(world.environment, {
    type: 'paired',
    cohort: { keyValueStore: cohort.keyValueStore, candidatePrefix: cohort.candidatePrefix },
    rule: { loadBalancer, port: 80, priority: rule.priority },
    candidate: { service: candidate.service, targetGroups: candidate.targetGroups },
  })
  const drivers = createDrivers(environment)
  const driver = drivers.createDriver()
  const target = { environment, releaseId, startedAt: new Date().toISOString() }
  const random = createRandom(3)
  const next = built.version('next').version
  const seen = { requests: 0, mismatched: 0, candidates: 0, during: 0, moves: 0 }

  const load = async (visitor: Visitor): Promise<void> => {
    const { text, setCookie } = await world.visit(
      `${built.siteUrl}/orders/${random.integer(1, 9)}`,
      visitor.cookie,
    )
    visitor.cookie = setCookie?.split(';', 1)[0] ?? visitor.cookie
    visitor.page = /data-build-version="([^"]+)"/.exec(text)?.[1] ?? 'none'
    seen.requests += 1
  }
  const call = async (visitor: Visitor): Promise<void> => {
    const { text } = await world.visit(`${built.apiUrl}/version`, visitor.cookie)
    const backend = /"version":\s*"([^"]+)"/.exec(text)?.[1] ?? 'none'
    seen.requests += 1
    if (backend !== visitor.page) seen.mismatched += 1
    if (backend === next) seen.candidates += 1
  }
  const visitors: Visitor[] = Array.from({ length: visitorCount }, () => ({ cookie: '', page: '' }))
  for (const visitor of visitors) await load(visitor)

  while (seen.requests < wantedRequests) {
    const percent = percentages[seen.moves % percentages.length] ?? 0
    seen.moves += 1
    const write = { pending: true }
    const written = driver.write(target, percent, { urgent: false }).then((result) => {
      write.pending = false
      if (!result.ok) throw new Error(result.problem.title)
      return result.value
    })
    for (const visitor of visitors) {
      for (let index = 0; index < callsOfPage; index += 1) await call(visitor)
      if (random.next() < 0.9) await load(visitor)
      await call(visitor)
      if (!write.pending) continue
      seen.during += 1
      await turn()
    }
    await written
    // Sometimes the edge does not know of a change yet when the next one comes.
    world.simulator.clock.advance(random.integer(200, 1500))
  }
  drivers.close()
  await world.simulator.close()
  const share = rounded((seen.candidates / seen.requests) * 100, 0)
  return [
    {
      name: `paired: mismatched pairs of page and backend, of ${seen.requests.toLocaleString('en-US')} requests`,
      value: seen.mismatched,
      unit: 'pairs',
      comparedWith: `goal: 0; ${seen.moves} moves of the percentage up and down by the driver, ${share} % of the calls on the candidate, ${seen.during} visits in the middle of a write; an emergency, which takes open pages off, is left out`,
    },
  ]
}
