import type { DriftReport } from '@lockstep/shared-types/drift'
import { beforeEach, expect, it } from 'vitest'
import { environment } from '../../domain/drift/testing/drift-fixture.ts'
import type { Environment } from '../../domain/environment.ts'
import { createDriftMonitor, type DriftMonitorDeps } from './monitor.ts'

type Check = {
  environment: Environment
  patient: boolean
  signal: AbortSignal
  finish: PromiseWithResolvers<DriftReport>
}

let checks: Check[]
let timers: { due: number; act: () => void }[]
let now: number
let active: boolean
let ageSeconds: number | null
let errors: unknown[]

beforeEach(() => {
  checks = []
  timers = []
  now = 0
  active = false
  ageSeconds = null
  errors = []
})

const watched: Environment = {
  ...environment,
  monitor: { intervalSeconds: 60, activeIntervalSeconds: 10 },
}
const report = (headline: string): DriftReport => ({
  applicationId: watched.applicationId,
  environmentId: watched.environmentId,
  status: 'ok',
  since: '2026-11-20T13:00:00.000Z',
  half: null,
  headline,
  remedy: null,
  checks: [],
  observedAt: '2026-11-20T13:00:00.000Z',
  durationMilliseconds: 1,
  awsCalls: 0,
})

const monitorOf = (environments: Environment[], more: Partial<DriftMonitorDeps> = {}) =>
  createDriftMonitor({
    environments,
    checkDrift: (checked, { patient, signal }) => {
      const finish = Promise.withResolvers<DriftReport>()
      checks.push({ environment: checked, patient, signal, finish })
      return finish.promise
    },
    releaseActive: async () => active,
    reportAgeSeconds: async () => ageSeconds,
    timers: {
      after: (milliseconds, act) => {
        const timer = { due: now + milliseconds, act }
        timers.push(timer)
        return () => {
          timers = timers.filter((one) => one !== timer)
        }
      },
    },
    random: () => 0.5,
    concurrency: 2,
    onError: (_environment, error) => errors.push(error),
    ...more,
  })

/** Lets everything run that waits for no timer. */
const settle = () => new Promise<void>((resolve) => setImmediate(resolve))

const advance = async (seconds: number): Promise<void> => {
  now += seconds * 1000
  const due = timers.filter((timer) => timer.due <= now)
  timers = timers.filter((timer) => timer.due > now)
  for (const timer of due) timer.act()
  await settle()
}

const finish = async (index: number, headline = 'done'): Promise<void> => {
  checks[index]?.finish.resolve(report(headline))
  await settle()
}

it('checks at start, then once an interval', async () => {
  const monitor = monitorOf([watched])
  monitor.start()
  await advance(0)
  expect(checks).toMatchObject([{ patient: true }])
  await finish(0)
  await advance(59)
  expect(checks).toHaveLength(1)
  await advance(1)
  expect(checks).toHaveLength(2)
})

it('looks more often while a release runs', async () => {
  active = true
  monitorOf([watched]).start()
  await advance(0)
  await finish(0)
  await advance(10)
  expect(checks).toHaveLength(2)
})

it('gives everybody who asks at the same time the one check that is under way', async () => {
  const monitor = monitorOf([watched])
  monitor.start()
  await advance(0)
  const asked = [monitor.check(watched), monitor.check(watched)]
  await finish(0, 'shared')
  expect((await Promise.all(asked)).map(({ headline }) => headline)).toEqual(['shared', 'shared'])
  expect(checks).toHaveLength(1)
})

it('checks at once for somebody who asks, without the grace period', async () => {
  const monitor = monitorOf([watched])
  const asked = monitor.check(watched)
  await settle()
  expect(checks).toMatchObject([{ patient: false }])
  await finish(0, 'now')
  expect((await asked).headline).toBe('now')
})

it('looks once more after kicks that came while a check was under way, but not sooner than while a release runs', async () => {
  const monitor = monitorOf([watched])
  monitor.kick(watched)
  monitor.kick(watched)
  monitor.kick(watched)
  await settle()
  expect(checks).toHaveLength(1)
  await finish(0)
  await advance(9)
  monitor.kick(watched)
  await settle()
  expect(checks).toHaveLength(1)
  await advance(1)
  expect(checks).toHaveLength(2)
  await finish(1)
  await advance(20)
  expect(checks).toHaveLength(2)
})

it('answers a kick at once when the last check is long ago', async () => {
  const monitor = monitorOf([watched])
  monitor.kick(watched)
  await settle()
  expect(checks).toMatchObject([{ patient: true }])
  await finish(0)
  await advance(30)
  monitor.kick(watched)
  await settle()
  expect(checks).toHaveLength(2)
})

it('answers a kick that a slow check outlasted as soon as that has ended', async () => {
  const monitor = monitorOf([watched])
  monitor.kick(watched)
  await advance(15)
  monitor.kick(watched)
  expect(checks).toHaveLength(1)
  await finish(0)
  expect(checks).toHaveLength(2)
})

it('leaves a fresh report by another replica alone until it has aged', async () => {
  ageSeconds = 20
  monitorOf([watched]).start()
  await advance(0)
  expect(checks).toHaveLength(0)
  ageSeconds = 60
  await advance(40)
  expect(checks).toHaveLength(1)
})

it('observes only so many environments at the same time', async () => {
  const three = ['a', 'b', 'c'].map((environmentId) => ({ ...watched, environmentId }))
  monitorOf(three).start()
  await advance(0)
  expect(checks.map(({ environment: { environmentId } }) => environmentId)).toEqual(['a', 'b'])
  await finish(0)
  expect(checks.map(({ environment: { environmentId } }) => environmentId)).toEqual(['a', 'b', 'c'])
})

it('goes on after a check that failed, and says that it failed', async () => {
  monitorOf([watched]).start()
  await advance(0)
  checks[0]?.finish.reject(new Error('the store is away'))
  await settle()
  expect(errors).toMatchObject([{ message: 'the store is away' }])
  await advance(60)
  expect(checks).toHaveLength(2)
})

it('ends the look under way, waits for what it still does, and starts none afterwards', async () => {
  const monitor = monitorOf([watched])
  monitor.start()
  await advance(0)
  expect(checks[0]?.signal.aborted).toBe(false)
  let stopped = false
  const stopping = (async () => {
    await monitor.stop()
    stopped = true
  })()
  await settle()
  expect(checks[0]?.signal.aborted).toBe(true)
  expect(stopped).toBe(false)
  await finish(0)
  await stopping
  monitor.kick(watched)
  await advance(3600)
  expect(checks).toHaveLength(1)
})
