import {
  paginateGetMetricData,
  type CloudWatchClient,
  type MetricDataQuery,
} from '@aws-sdk/client-cloudwatch'
import { z } from 'zod'
import type { MeasurementWindow } from '../../features/measurements/ports.ts'
import { metricQuery, type MetricAddress } from './metric-queries.ts'

/** Only what is read of a page. */
const Page = z.object({
  MetricDataResults: z
    .array(
      z.object({
        Id: z.string(),
        Timestamps: z.array(z.date()).default([]),
        Values: z.array(z.number()).default([]),
        StatusCode: z.string().default('Complete'),
      }),
    )
    .default([]),
})

const queriesPerCall = 500

/** What CloudWatch says of one metric, filled by `fetch`. */
export type Answer = {
  /** Values by the start of their period, in milliseconds since 1970. */
  readonly values: Map<number, number>
  /** What kept it from being answered; undefined when nothing did. */
  error: unknown
}

export type MetricQuestions = {
  /** The same metric is asked for once, however many want it. */
  ask(address: MetricAddress): Answer
  /** Asks all at once, 500 in one call. What fails is kept in the answers that it concerns. */
  fetch(client: CloudWatchClient): Promise<void>
}

/** Collects what is to be read in one window. */
export function createMetricQuestions({ from, to, periodSeconds }: MeasurementWindow): MetricQuestions {
  const queries: MetricDataQuery[] = []
  const byId = new Map<string, Answer>()
  const byAddress = new Map<string, Answer>()

  const fetchBatch = async (client: CloudWatchClient, batch: readonly MetricDataQuery[]): Promise<void> => {
    const input = {
      StartTime: from,
      EndTime: to,
      ScanBy: 'TimestampAscending' as const,
      MetricDataQueries: [...batch],
    }
    try {
      for await (const page of paginateGetMetricData({ client }, input)) collect(page, byId)
    } catch (error) {
      for (const { Id = '' } of batch) fail(byId.get(Id), error)
    }
  }

  return {
    ask: (address) => {
      const key = JSON.stringify(address)
      const known = byAddress.get(key)
      if (known !== undefined) return known
      const id = `q${queries.length}`
      const answer: Answer = { values: new Map(), error: undefined }
      queries.push(metricQuery(id, address, periodSeconds))
      byId.set(id, answer)
      byAddress.set(key, answer)
      return answer
    },
    fetch: async (client) => {
      const batches = Array.from({ length: Math.ceil(queries.length / queriesPerCall) }, (_, index) =>
        queries.slice(index * queriesPerCall, (index + 1) * queriesPerCall),
      )
      await Promise.all(batches.map((batch) => fetchBatch(client, batch)))
    },
  }
}

function collect(page: unknown, answers: ReadonlyMap<string, Answer>): void {
  for (const { Id, Timestamps, Values: values, StatusCode } of Page.parse(page).MetricDataResults) {
    const answer = answers.get(Id)
    if (answer === undefined) continue
    if (StatusCode === 'InternalError' || StatusCode === 'Forbidden')
      fail(
        answer,
        Object.assign(new Error(`a query ended with ${StatusCode}`), {
          name: StatusCode === 'Forbidden' ? 'AccessDenied' : 'InternalError',
        }),
      )
    for (const [index, at] of Timestamps.entries()) {
      const value = values[index]
      if (value !== undefined) answer.values.set(at.getTime(), value)
    }
  }
}

function fail(answer: Answer | undefined, error: unknown): void {
  if (answer !== undefined) answer.error ??= error
}
