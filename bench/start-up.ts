import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { medianOf, rounded } from './median.ts'
import type { BenchRow } from './row.ts'
import { startLockstep } from './world/start-lockstep.ts'
import type { World } from './world/start-world.ts'

const runs = 3
const settleMilliseconds = 5_000
const goal = 'goal: at most 3 s after the build'

/** Starts Lockstep on an empty data folder and again on what is there then, and looks at its memory once it has settled. */
export async function benchStartUp(world: World, configuration: string): Promise<BenchRow[]> {
  const first: number[] = []
  const later: number[] = []
  const resident: number[] = []
  for (let run = 0; run < runs; run += 1) {
    const folder = mkdtempSync(join(tmpdir(), 'lockstep-bench-'))
    try {
      for (const times of [first, later]) {
        const lockstep = await startLockstep(world.env, configuration, folder)
        times.push(lockstep.startSeconds)
        if (times === later && run === runs - 1) {
          await new Promise((resolve) => setTimeout(resolve, settleMilliseconds))
          resident.push(lockstep.residentMegabytes())
        }
        await lockstep.stop()
      }
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  }
  return [
    {
      name: 'start-up to ready: first start',
      value: rounded(medianOf(first)),
      unit: 's',
      comparedWith: goal,
    },
    {
      name: 'start-up to ready: later starts',
      value: rounded(medianOf(later)),
      unit: 's',
      comparedWith: goal,
    },
    {
      name: 'memory 5 s after a start, with the embedded database',
      value: Math.round(medianOf(resident)),
      unit: 'MB',
      comparedWith: null,
    },
  ]
}
