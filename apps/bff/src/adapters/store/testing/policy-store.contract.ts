import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { NewPolicyVersion } from '../../../features/policy/ports.ts'
import { createAuditReader } from '../audit-reader.ts'
import { createLiveEvents, type LiveEvents } from '../live-events.ts'
import { createPolicyStore } from '../policy-store.ts'
import type { Store } from '../store.ts'

const version = (number: number, environmentId: string, limit: number): NewPolicyVersion => ({
  kind: 'thresholds',
  body: [{ metric: 'error-rate', level: 'critical', comparison: 'above', limit }],
  ref: { applicationId: 'shop', environmentId },
  version: number,
  changedBy: { id: 'ana', name: 'Ana', kind: 'person' },
  changedAt: '2026-11-20T13:00:00.000Z',
  reason: 'Fewer false alarms.',
  summary: `error-rate critical set to ${limit} %`,
})

/** What holds of versions on every database: run it against the embedded one and a server. */
export function policyStoreContract(open: () => Promise<Store>): void {
  describe('as a store of policies', () => {
    let store: Store
    let live: LiveEvents
    beforeAll(async () => {
      store = await open()
      live = createLiveEvents(store, { pollMilliseconds: 60_000 })
    }, 60_000)
    afterAll(async () => {
      await live.close()
      await store.close()
    })
    const policies = () => createPolicyStore({ store, liveEvents: live })
    const told = async (environmentId: string) =>
      (await live.after(0)).filter(({ event }) => event.environmentId === environmentId)

    test('lets exactly one of many who make the same version at once win, and leaves nothing of the others', async () => {
      const ref = { applicationId: 'shop', environmentId: 'race' }
      const saved = await Promise.all(
        [1, 2, 3, 4, 5, 6].map((limit) => policies().save(version(1, ref.environmentId, limit))),
      )
      expect(saved.filter(Boolean)).toHaveLength(1)
      const winner = saved.indexOf(true) + 1
      expect(await policies().newestThresholds(ref)).toMatchObject({
        version: 1,
        thresholds: [{ limit: winner }],
      })
      expect(await policies().history(ref)).toHaveLength(1)
      expect(await createAuditReader(store).list({ environmentId: 'race' }, null, 10)).toHaveLength(1)
      expect(await told('race')).toHaveLength(1)
    })

    test('has the newest version in force, and all of them in the history, the newest first', async () => {
      const ref = { applicationId: 'shop', environmentId: 'grown' }
      for (const number of [1, 2, 3]) await policies().save(version(number, ref.environmentId, number))
      expect(await policies().newestThresholds(ref)).toMatchObject({ version: 3, thresholds: [{ limit: 3 }] })
      expect((await policies().history(ref)).map((one) => one.version)).toEqual([3, 2, 1])
      expect(await policies().newestRolloutPolicy(ref)).toBeNull()
      expect(await policies().newestThresholds({ ...ref, applicationId: 'other' })).toBeNull()
    })
  })
}
