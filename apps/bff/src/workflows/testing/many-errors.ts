import type { Threshold } from '@lockstep/shared-types/measurement'
import type { ReadMetrics } from '../../features/measurements/ports.ts'

export const errorLimit: Threshold = {
  metric: 'error-rate',
  level: 'critical',
  comparison: 'above',
  limit: 1,
}
/** Over the limit at every look. */
export const manyErrors: ReadMetrics = (environments, { to }) =>
  Promise.resolve(
    environments.map(() => ({
      state: 'read',
      source: 'test',
      readAt: to.toISOString(),
      value: [
        {
          metric: 'error-rate',
          unit: 'percent',
          periodSeconds: 60,
          variant: 'all',
          endpoint: null,
          unreadable: null,
          // A moment ago: what is later than the look is not yet part of the window.
          points: [{ at: new Date(Date.now() - 20).toISOString(), value: 9 }],
        },
      ],
    })),
  )
