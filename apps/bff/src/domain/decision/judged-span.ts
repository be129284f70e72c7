import type { MeasurementSeries, Threshold } from '@lockstep/shared-types/measurement'

export type JudgedSeries = Pick<
  MeasurementSeries,
  'metric' | 'periodSeconds' | 'points' | 'thresholds' | 'unreadable'
>

/** What is judged: from when until when, and how late CloudWatch's numbers may be. */
export type JudgedSpan = {
  readonly from: Date
  readonly now: Date
  /** A number of requests counts once its period has been over for so long: until then more may come in. */
  readonly settleSeconds: number
}

/** All that was measured of the span, for whoever judges one series of it. */
export type Seen = JudgedSpan & {
  readonly series: readonly JudgedSeries[]
  readonly requests: ReadonlyMap<string, number>
  /** The hosts tell that the load balancer is measured at all. */
  readonly hosts: ReadonlyMap<string, number>
}

export const breaches = ({ comparison, limit }: Threshold, value: number): boolean =>
  comparison === 'above' ? value > limit : value < limit
