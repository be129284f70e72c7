import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { TrafficDriver } from '../../../domain/rollout/traffic.ts'
import { isLong } from '../../../testing/long.ts'
import type { TrafficRig } from './testing/traffic-rig.ts'

const near = { settled: true, gone: 'no' }

/** What holds for every way to move traffic: run it on each driver, through real clients, over a simulated AWS. */
export function trafficDriverContract(start: (options: { idle: boolean }) => Promise<TrafficRig>): void {
  describe('as a traffic driver', () => {
    let rig: TrafficRig
    let driver: TrafficDriver
    beforeEach(async () => {
      rig = await start({ idle: false })
      driver = rig.createDriver()
    })
    afterEach(() => rig.close())

    const lastSeq = (): number => rig.requests.list().at(-1)?.seq ?? 0
    const writesSince = (since: number): string[] =>
      rig.requests
        .list({ since })
        .filter(({ operation, status }) => rig.writes.includes(operation) && status === 200)
        .map(({ operation }) => operation)
    const write = async (percent: number, urgent = false) => {
      const written = await driver.write(rig.target, percent, { urgent })
      await rig.settle()
      return written
    }
    const first = (): number => rig.percentages[0] ?? 0

    it('begins at nothing', async () => {
      expect(await driver.read(rig.target)).toMatchObject({ ok: true, value: { percent: 0, gone: 'no' } })
    })

    it('finds everything ready before a rollout', async () => {
      rig.close()
      rig = await start({ idle: true })
      const checked = await rig.createDriver().check(rig.target.environment)
      expect(checked).toMatchObject({ ok: true })
      const checks = checked.ok ? checked.value : []
      expect(checks.filter(({ ok }) => !ok)).toEqual([])
      expect(checks.length).toBeGreaterThan(0)
    })

    it('sets each percentage that it may, and reads back the same one, as any other process does', async () => {
      for (const percent of rig.percentages) {
        expect(await write(percent)).toMatchObject({ ok: true })
        const read = await rig.createDriver().read(rig.target)
        expect(read).toMatchObject({ ok: true, value: { percent, ...near } })
        expect(Math.abs((await rig.measure()) - percent)).toBeLessThan(rig.tolerance)
      }
    })

    it('reads back every percentage that it takes', async () => {
      const tried = isLong ? rig.more : rig.more.filter((_, index) => index % 4 === 0)
      const read: (number | null)[] = []
      for (const percent of tried) {
        await driver.write(rig.target, percent, { urgent: false })
        const state = await driver.read(rig.target)
        read.push(state.ok ? state.value.percent : null)
      }
      expect(read).toEqual(tried)
    })

    it('writes nothing when AWS says what is wanted already', async () => {
      await write(first())
      const since = lastSeq()
      expect(await write(first())).toMatchObject({ ok: true, value: { percent: first() } })
      expect(writesSince(since)).toEqual([])
    })

    it('reads what somebody changed by hand', async () => {
      await write(first())
      const percent = await rig.changeByHand()
      expect(await driver.read(rig.target)).toMatchObject({ ok: true, value: { percent } })
    })

    it('names what is gone, with what to do', async () => {
      await driver.read(rig.target)
      const name = rig.remove()
      const read = await driver.read(rig.target)
      expect(read).toMatchObject({ ok: false, problem: { code: 'aws-not-found' } })
      expect(read).toHaveProperty('problem.title', expect.stringContaining(name))
      expect(read).toHaveProperty('problem.remedy', expect.any(String))
    })

    it('gets through when AWS throttles for a moment', async () => {
      for (const operation of rig.writes)
        rig.faults.add({ service: '*', operation, kind: 'throttle', times: 1 })
      expect(await write(first())).toMatchObject({ ok: true })
      expect(await driver.read(rig.target)).toMatchObject({ ok: true, value: { percent: first() } })
    })

    it('says which permission is missing', async () => {
      for (const operation of rig.writes) rig.faults.add({ service: '*', operation, kind: 'accessDenied' })
      const denied = await driver.write(rig.target, first(), { urgent: false })
      expect(denied).toMatchObject({ ok: false, problem: { code: 'aws-access-denied' } })
      const title = denied.ok ? '' : denied.problem.title
      expect(rig.writes.some((operation) => title.includes(operation))).toBe(true)
    })

    it('has its effect once when only the answer was lost and another process goes on', async () => {
      const [operation = ''] = rig.writes.slice(-1)
      const since = lastSeq()
      rig.faults.add({ service: '*', operation, kind: 'lostAnswer', times: 1 })
      driver = rig.createDriver({ maxAttempts: 1 })
      expect(await write(first())).toMatchObject({ ok: false, problem: { code: 'aws-unavailable' } })
      const effects = () =>
        rig.requests.list({ since }).filter((one) => one.operation === operation && one.errorCode === null)
      driver = rig.createDriver()
      expect(await write(first())).toMatchObject({ ok: true })
      expect(await driver.read(rig.target)).toMatchObject({ ok: true, value: { percent: first() } })
      expect(effects()).toHaveLength(1)
    })

    it('takes all traffic off at once when it is urgent', async () => {
      await write(first())
      expect(await write(0, true)).toMatchObject({ ok: true })
      const read = await driver.read(rig.target)
      expect(read).toMatchObject({ ok: true, value: { percent: 0 } })
      expect(await rig.measure()).toBe(0)
    })

    it('leaves nothing behind at the end, and does not do it twice', async () => {
      await write(first())
      expect(await driver.finish(rig.target)).toEqual({ ok: true, value: undefined })
      await rig.settle()
      expect(await rig.leftovers()).toEqual([])
      const since = lastSeq()
      expect(await driver.finish(rig.target)).toEqual({ ok: true, value: undefined })
      expect(writesSince(since)).toEqual([])
    })
  })
}
