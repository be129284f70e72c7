import { vi } from 'vitest'
import type { PlanRequest } from '@lockstep/shared-types/plan'
import type { Release } from '@lockstep/shared-types/release'
import type { LockstepApi } from '../../lockstep-api.ts'

const ended: readonly Release['status'][] = ['succeeded', 'failed', 'aborted']

/** Releases, and waits until that has ended. */
export async function releaseToEnd(api: LockstepApi, request: PlanRequest): Promise<Release> {
  const { id } = await api.release(request)
  return await vi.waitUntil(
    async () => {
      const now = await api.current(id)
      return ended.includes(now.status) ? now : null
    },
    { timeout: 60_000, interval: 200 },
  )
}
