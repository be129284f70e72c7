import { evaluateThresholds } from '../../../domain/decision/evaluate-thresholds.ts'
import type { VariantWindow } from '../../../domain/decision/variant-window.ts'
import { advance } from '../../../domain/rollout/advance.ts'
import { bakingAt, look } from '../../../domain/rollout/testing/rollout-fixture.ts'
import { defineCase, type Answers } from '../corpus-case.ts'

/** One look at 10 % whose bake time is over, with these numbers of the candidate. */
function lookWith(subject: string, candidate: Pick<VariantWindow, 'values' | 'requests'>): Answers {
  const usual = look(15, 10)
  const { baseline, candidate: well } = usual.measured
  if (baseline === null || well === null) throw new Error('the fixture tells variants apart')
  const measured = {
    ...usual.measured,
    baseline: { ...baseline, requests: 9 * (candidate.requests ?? 0) },
    candidate: { ...well, ...candidate },
  }
  const { state } = advance(bakingAt(0, { bakedSeconds: 60 }), {
    ...usual,
    measured,
    lately: measured,
    measuredForGate: measured,
  })
  return {
    [subject]: {
      status: `${state.decision?.decision}, ${state.decision?.verdict}, ${state.wantedPercent} %`,
      sentence: `${state.decision?.sentence} ${state.held?.reason ?? ''}`,
    },
    [`${subject}, measured`]: {
      status: state.decision?.measurements.find(({ limit }) => limit === 2000)?.verdict ?? 'none',
    },
  }
}

/** The watch after a release: p95 over the whole of five minutes. */
function watchWith(subject: string, requests: number): Answers {
  const minutes = [5, 4, 3, 2, 1].map((ago) => new Date(Date.UTC(2026, 10, 20, 10) - ago * 60_000))
  const points = (value: number) => minutes.map((at) => ({ at: at.toISOString(), value }))
  const threshold = { metric: 'latency-p95', level: 'critical', comparison: 'above', limit: 2000 } as const
  const [found] = evaluateThresholds(
    [
      {
        metric: 'latency-p95',
        periodSeconds: 60,
        points: points(8433),
        thresholds: [threshold],
        unreadable: null,
      },
      {
        metric: 'requests',
        periodSeconds: 60,
        points: points(requests / 5),
        thresholds: [],
        unreadable: null,
      },
    ],
    {
      from: new Date(Date.UTC(2026, 10, 20, 9, 55)),
      now: new Date(Date.UTC(2026, 10, 20, 10)),
      settleSeconds: 0,
    },
  )
  return { [subject]: { status: found?.verdict ?? 'none', sentence: found?.unjudged?.why ?? '' } }
}

export const corpusCase = defineCase({
  id: 'R-P2',
  title: 'One slow request of two',
  world:
    'Little traffic: two requests a minute reach the candidate. One of them takes nine seconds (a cold cache), the others 100 ms. p95 of two requests is the slower one.',
  source: 'https://github.com/fluxcd/flagger/issues/1353',
  right: {
    'p95 of 2': {
      status: 'continue, pass, 10 %',
      says: [/only 2 requests/i, /p95 latency/, /20/],
      never: /back to|hold/i,
    },
    'p95 of 2, measured': { status: 'inconclusive' },
    'p95 of 2, as it should be': { says: /only 2 requests/i, status: 'continue, pass, 50 %' },
    'p95 of 500': { status: 'previous-stage, fail, 0 %', says: /P95 latency is 8433 ms/ },
    'one failure of 1': { status: 'continue, pass, 10 %', says: /only 1 request\b/i },
    'every one of 4 fails': { status: 'rollback-to-zero, fail, 0 %' },
    'watch over 2': { status: 'inconclusive', says: /few-requests/ },
    'watch over 500': { status: 'fail' },
  },
  rules: () => ({
    ...lookWith('p95 of 2', { values: { 'error-rate': 0, 'latency-p95': 8433 }, requests: 2 }),
    ...lookWith('p95 of 2, as it should be', {
      values: { 'error-rate': 0, 'latency-p95': 100 },
      requests: 2,
    }),
    ...lookWith('p95 of 500', { values: { 'error-rate': 0, 'latency-p95': 8433 }, requests: 500 }),
    ...lookWith('one failure of 1', { values: { 'error-rate': 100, 'latency-p95': 100 }, requests: 1 }),
    ...lookWith('every one of 4 fails', { values: { 'error-rate': 100, 'latency-p95': 100 }, requests: 4 }),
    ...watchWith('watch over 2', 2),
    ...watchWith('watch over 500', 500),
  }),
})
