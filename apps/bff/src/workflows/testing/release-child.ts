import { z } from 'zod'
import { openStore } from '../../adapters/store/open-store.ts'
import type { Environment } from '../../domain/environment.ts'
import { PlanRequest } from '@lockstep/shared-types/plan'
import { startReleaseRig } from './release-rig.ts'

/** Started as a process of its own, so that a test can kill it: starts a release or goes on with one, and tells each step. */
const Work = z.object({
  url: z.string(),
  environment: z.custom<Environment>(),
  dataFolder: z.string(),
  seedFile: z.string(),
  request: PlanRequest,
  releaseId: z.string().nullable(),
})

const tell = (line: string): void => void process.stdout.write(`${line}\n`)

const work = Work.parse(JSON.parse(process.env['RELEASE_CHILD'] ?? '{}'))
const opened = await openStore(work)
if (!opened.ok) throw new Error(opened.problem.title)
const rig = await startReleaseRig({
  store: opened.value,
  simulator: work,
  release: { watchSeconds: 1 },
})
const id = work.releaseId ?? (await rig.release(work.request)).id
tell(`release ${id}`)
const told = new Set<string>()
await rig.until(id, ({ steps, status, endedAt }) => {
  for (const step of steps) {
    if (step.state === 'pending' || told.has(step.id)) continue
    told.add(step.id)
    tell(`step ${step.id}`)
  }
  if (endedAt !== null) tell(`ended ${status}`)
  return endedAt !== null
})
await rig.stop()
await opened.value.close()
