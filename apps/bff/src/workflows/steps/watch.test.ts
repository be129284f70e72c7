import type { MeasurementSeries, Threshold } from '@lockstep/shared-types/measurement'
import { expect, test } from 'vitest'
import { environment as fixture, observe } from '../../domain/drift/testing/drift-fixture.ts'
import type { Environment } from '../../domain/environment.ts'
import { createRolloutWorld } from '../rollout/testing/rollout-world.ts'
import { noFacts, type StepContext } from '../step-context.ts'
import { createStepPorts } from '../testing/step-rig.ts'
import { watch } from './watch.ts'

const begin = Date.parse('2026-11-20T12:00:00Z')
const minute = 60_000
const limits: Threshold[] = [
  { metric: 'error-rate', level: 'critical', comparison: 'above', limit: 5 },
  { metric: 'healthy-hosts', level: 'critical', comparison: 'below', limit: 1 },
]
type Values = Readonly<Record<'error-rate' | 'requests' | 'healthy-hosts', number | null>>
const well: Values = { 'error-rate': 0, requests: 600, 'healthy-hosts': 2 }

type World = {
  /** What is measured in the minute of that number since the watch began. */
  readonly at?: (minutes: number) => Partial<Values>
  /** How late CloudWatch is, in minutes. */
  readonly late?: number
  readonly unreadable?: string
  readonly onBreach?: Environment['release']['onBreach']
  readonly decision?: 'keep' | 'rollback'
}

/** Watches for fifteen minutes of virtual time. */
async function watched({
  at = () => ({}),
  late = 0,
  unreadable,
  onBreach = 'rollback',
  decision = 'keep',
}: World) {
  let now = begin
  const { ports: base, said } = createStepPorts(createRolloutWorld())
  const statuses: string[] = []
  const rolledBack: string[] = []
  const series = (metric: keyof Values): MeasurementSeries => {
    const length = Math.max(0, Math.floor((now - begin) / minute) + 1 - late)
    const points = Array.from({ length }, (_, index) => ({
      at: new Date(begin + index * minute).toISOString(),
      value: { ...well, ...at(index) }[metric],
    }))
    return {
      metric,
      unit: 'count',
      periodSeconds: 60,
      points: unreadable === undefined ? points : [],
      thresholds: limits.filter((limit) => limit.metric === metric),
      unreadable: unreadable ?? null,
    }
  }
  const environment: Environment = {
    ...fixture,
    release: { ...fixture.release, watchSeconds: 900, pollSeconds: 20, onBreach },
  }
  const work = await base.journal.load('')
  if (work === null) throw new Error('no work')
  const outcome = await watch({
    releaseId: 'release',
    step: 'watch',
    environment,
    work,
    facts: noFacts,
    startedAt: new Date(begin).toISOString(),
    ports: {
      ...base,
      journal: {
        ...base.journal,
        setStatus: async (_id, status, sentence) => {
          statuses.push(`${status}: ${sentence}`)
        },
        control: async () => ({ abortRequested: false, decision, decisionReason: 'Looked at it.' }),
      },
      observe: async () => observe(),
      readMeasurements: async (of) => ({
        applicationId: of.applicationId,
        environmentId: of.environmentId,
        from: '',
        to: '',
        readAt: null,
        series: [series('error-rate'), series('requests'), series('healthy-hosts')],
        variants: [],
        markers: [],
      }),
      rollBackAutomatically: async (_release, { outcome: told }) => {
        rolledBack.push(told)
        return { ok: true, value: 'rollback' }
      },
    },
    clock: { now: () => new Date(now) },
    sleep: async (milliseconds) => {
      now += milliseconds
      if (now > begin + 60 * minute) throw new Error('it never ends')
    },
    abortRequested: async () => false,
    say: async (sentence) => void said.push(sentence),
    log: async () => undefined,
    tail: { follow: async () => undefined } as unknown as StepContext['tail'],
  })
  const asked = statuses.find((one) => one.startsWith('awaiting-decision'))
  return { outcome, asked, rolledBack, said, minutes: (now - begin) / minute }
}

test('a watch in which all is well ends when the numbers of its last minute are in', async () => {
  const { outcome, minutes } = await watched({})
  expect(outcome).toMatchObject({ kind: 'done', facts: { watched: null } })
  expect(minutes).toBe(15)
})

test('what breaks in the last of fifteen minutes is a breach', async () => {
  const { outcome, rolledBack } = await watched({ at: (index) => (index === 14 ? { 'error-rate': 60 } : {}) })
  expect(outcome).toEqual({ kind: 'replaced' })
  expect(rolledBack).toHaveLength(1)
})

test('the same when CloudWatch is three minutes late: the watch waits for its last minutes', async () => {
  const { outcome, minutes } = await watched({
    late: 3,
    at: (index) => (index === 14 ? { 'error-rate': 60 } : {}),
  })
  expect(outcome).toEqual({ kind: 'replaced' })
  expect(minutes).toBeGreaterThan(16)
})

test.each(['rollback', 'ask'] as const)(
  'a watch that could not read anything asks, though the policy is %s',
  async (onBreach) => {
    const unreadable = 'Lockstep may not call cloudwatch:GetMetricData.'
    const { outcome, asked, rolledBack } = await watched({ unreadable, onBreach })
    expect(asked).toContain('error-rate, healthy-hosts could not be read')
    expect(asked).toContain(unreadable)
    expect(rolledBack).toEqual([])
    expect(outcome).toMatchObject({
      kind: 'done',
      facts: { watched: expect.stringMatching(/could not be read.*kept by decision: Looked at it\./) },
    })
  },
)

test('whoever rolls back what nobody could see is not told of a breach', async () => {
  const { outcome, rolledBack } = await watched({ unreadable: 'Denied.', decision: 'rollback' })
  expect(outcome).toEqual({ kind: 'replaced' })
  expect(rolledBack).toEqual([
    'The watch window ended with measurements missing that it was for; Lockstep rolls back to v1.',
  ])
})

test('a metric that CloudWatch does not report although it should is asked about', async () => {
  const { asked } = await watched({ at: () => ({ 'healthy-hosts': null }) })
  expect(asked).toContain('CloudWatch reports no values of healthy-hosts.')
})

test('no requests at all are told, and nobody is asked', async () => {
  const { outcome, asked } = await watched({ at: () => ({ requests: null, 'error-rate': null }) })
  expect(asked).toBeUndefined()
  expect(outcome).toMatchObject({
    kind: 'done',
    facts: { watched: expect.stringContaining('No requests came') },
  })
})

test('hosts at zero are a breach, though the balancer fails open and requests succeed', async () => {
  const { outcome } = await watched({ at: (index) => (index > 5 ? { 'healthy-hosts': 0 } : {}) })
  expect(outcome).toEqual({ kind: 'replaced' })
})
