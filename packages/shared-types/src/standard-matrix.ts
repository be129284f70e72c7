import type { MatrixRow } from './decision.ts'

/** The decision matrix of an environment that declares none, the hardest row first. Limits in percent and milliseconds. */
export const standardMatrix: readonly MatrixRow[] = [
  {
    severity: 'critical',
    when: [{ kind: 'metric', metric: 'error-rate', comparison: 'above', limit: 5 }, { kind: 'unavailable' }],
    decision: 'rollback-to-zero',
    withinSeconds: 300,
    automatic: true,
  },
  {
    severity: 'high',
    when: [
      { kind: 'metric', metric: 'error-rate', comparison: 'above', limit: 1 },
      { kind: 'metric', metric: 'latency-p95', comparison: 'above', limit: 2000 },
      { kind: 'worse-than-baseline' },
    ],
    decision: 'previous-stage',
    withinSeconds: 900,
    automatic: true,
  },
  {
    severity: 'medium',
    when: [{ kind: 'metric', metric: 'error-rate', comparison: 'above', limit: 0.5 }],
    decision: 'pause',
    withinSeconds: 3600,
    automatic: true,
  },
  {
    severity: 'low',
    when: [{ kind: 'metric', metric: 'error-rate', comparison: 'above', limit: 0.1 }],
    decision: 'monitor',
    withinSeconds: null,
    automatic: true,
  },
]
