import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import type { PlanRequest } from '@lockstep/shared-types/plan'
import type { ReleaseStepId } from '@lockstep/shared-types/release'
import type { Environment } from '../../domain/environment.ts'

export type Kill = { readonly step: ReleaseStepId; readonly afterMilliseconds: number }

export type CrashRun = {
  readonly url: string
  readonly environment: Environment
  readonly dataFolder: string
  readonly seedFile: string
  readonly request: PlanRequest
}

const childFile = new URL('./release-child.ts', import.meta.url).pathname

/**
 * Runs one release to its end in processes that are killed with SIGKILL at the given moments, each a while after a
 * step was first seen to have begun. Returns how it ended and how many kills hit a living process.
 */
export async function runThroughCrashes(
  run: CrashRun,
  kills: readonly Kill[],
): Promise<{ ended: string; killed: number }> {
  let releaseId: string | null = null
  let killed = 0
  for (const kill of [...kills, null]) {
    // One process after the other: they share the data folder.
    // oxlint-disable-next-line no-await-in-loop -- see above
    const outcome = await runOnce({ ...run, releaseId }, kill)
    releaseId = outcome.releaseId
    if (outcome.ended !== null) return { ended: outcome.ended, killed }
    killed += 1
  }
  return { ended: 'never', killed }
}

async function runOnce(
  work: CrashRun & { readonly releaseId: string | null },
  kill: Kill | null,
): Promise<{ releaseId: string | null; ended: string | null }> {
  const child = spawn(process.execPath, [childFile], {
    env: { ...process.env, RELEASE_CHILD: JSON.stringify(work) },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let { releaseId } = work
  let ended: string | null = null
  createInterface({ input: child.stdout }).on('line', (line) => {
    const [word, value = ''] = line.split(' ')
    if (word === 'release') releaseId = value
    if (word === 'ended') ended = value
    if (word === 'step' && value === kill?.step)
      setTimeout(() => child.kill('SIGKILL'), kill.afterMilliseconds)
  })
  await new Promise((resolve) => child.once('close', resolve))
  return { releaseId, ended }
}
