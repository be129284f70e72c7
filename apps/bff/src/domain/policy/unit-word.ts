import type { MetricUnit } from '@lockstep/shared-types/measurement'

/** As it stands behind a value in a sentence; empty for counts. */
export const unitWord: Readonly<Record<MetricUnit, string>> = {
  percent: '%',
  milliseconds: 'ms',
  count: '',
}
