import type { Release } from '../packages/shared-types/src/release.ts'
import { rounded } from './median.ts'
import type { BenchRow } from './row.ts'
import type { LockstepApi } from './world/lockstep-api.ts'
import type { World } from './world/start-world.ts'

type Interval = { readonly from: number; readonly to: number }

/** The watch window that the bench gives the demo's configuration. */
export const watchSeconds = 2
const patienceMilliseconds = 120_000

/** Deploys a version to staging and says how much of the time nobody but Lockstep needed. */
export async function benchDeploy(world: World, api: LockstepApi): Promise<BenchRow[]> {
  const release = await runToEnd(api, await api.start(await api.plan(world.nextDigest)))
  if (release.status !== 'succeeded') throw new Error(`The release ${release.status}: ${release.outcome}`)
  const { deployment, invalidation } = await world.records()
  const whole = { from: Date.parse(release.createdAt), to: Date.parse(release.endedAt ?? '') }
  const watchBegun = Date.parse(release.steps.find(({ id }) => id === 'watch')?.startedAt ?? '')
  const watch = { from: watchBegun, to: watchBegun + watchSeconds * 1000 }
  const seconds = ({ from, to }: Interval): number => rounded((to - from) / 1000)
  return [
    {
      name: 'deploy: orchestration overhead, polling each second',
      value: rounded((whole.to - whole.from - coveredMilliseconds([deployment, invalidation, watch])) / 1000),
      unit: 's',
      comparedWith: `of ${seconds(whole)} s in all; not counted: ECS ${seconds(deployment)} s, CloudFront ${seconds(invalidation)} s, watch window ${seconds(watch)} s, each by its own records`,
    },
  ]
}

async function runToEnd(api: LockstepApi, started: Release): Promise<Release> {
  const giveUpAt = performance.now() + patienceMilliseconds
  while (performance.now() < giveUpAt) {
    const release = await api.release(started.id)
    if (release.endedAt !== null) return release
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
  throw new Error('The release did not end in time.')
}

/** Time within any of the intervals; where they overlap it counts once. */
function coveredMilliseconds(intervals: readonly Interval[]): number {
  let covered = 0
  let until = Number.NEGATIVE_INFINITY
  for (const { from, to } of intervals.toSorted((a, b) => a.from - b.from)) {
    covered += Math.max(0, to - Math.max(from, until))
    until = Math.max(until, to)
  }
  return covered
}
