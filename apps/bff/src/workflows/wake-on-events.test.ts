import type { LiveEvent } from '@lockstep/shared-types/live-event'
import { expect, test, vi } from 'vitest'
import { wakeOnEvents, type LiveSubscribe } from './wake-on-events.ts'

const where = { applicationId: 'shop', environmentId: 'production', releaseId: 'one' } as const
const rollout = (revision: number): LiveEvent => ({
  ...where,
  type: 'rollout.updated',
  revision,
  phase: 'baking',
})

function rig() {
  const wake = vi.fn<(releaseId: string) => void>()
  const stop = vi.fn<() => void>()
  let tell: Parameters<LiveSubscribe>[1] = () => undefined
  const subscribe: LiveSubscribe = (_last, onEvent) => {
    tell = onEvent
    return stop
  }
  return { wake, stop, stopped: wakeOnEvents(subscribe, wake), tell: (event: LiveEvent) => tell({ event }) }
}

test('what another replica set wakes the release that waits here, once', () => {
  const { wake, tell } = rig()
  tell(rollout(3))
  tell(rollout(3))
  expect(wake.mock.calls).toEqual([['one']])
  tell(rollout(4))
  expect(wake).toHaveBeenCalledTimes(2)
})

test('an abort by way of another replica wakes it, and its own progress does not', () => {
  const { wake, tell } = rig()
  tell({ ...where, type: 'release.updated', status: 'running' })
  expect(wake).not.toHaveBeenCalled()
  tell({ ...where, type: 'release.updated', status: 'aborting' })
  expect(wake.mock.calls).toEqual([['one']])
})

test('it stops listening when the process stops', () => {
  const { stop, stopped } = rig()
  stopped()
  expect(stop).toHaveBeenCalledOnce()
})
