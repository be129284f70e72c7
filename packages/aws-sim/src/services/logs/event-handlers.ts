import type * as logsPackage from '@aws-sdk/client-cloudwatch-logs'
import { AwsError } from '../../wire/aws-error.ts'
import type { Handlers } from '../../wire/handlers.ts'
import type { LogLine, Logs } from '../../world/logs/logs.ts'
import { page } from '../paging.ts'
import { matchesFilter } from './filter-pattern.ts'
import { findGroup, findStream } from './group-handlers.ts'

type LogsHandlers = Handlers<typeof logsPackage>

const eventLimit = 10_000

const within = (line: LogLine, from = 0, to = Number.POSITIVE_INFINITY): boolean =>
  line.at >= from && line.at <= to

/** Position of a `GetLogEvents` token: `f/…` goes on from a line id, `b/…` ends before one. */
const readToken = (token: string): { readonly forward: boolean; readonly id: string } => {
  const match = /^([fb])\/(\d*)$/.exec(token)
  if (match === null) throw new AwsError('InvalidParameterException', 'The specified nextToken is invalid.')
  return { forward: match[1] === 'f', id: match[2] ?? '' }
}

/** How many pages without events a search has given; null for a token of another kind. */
const readEmptyPage = (token = ''): number | null => {
  const count = /^search-(\d+)$/.exec(token)?.[1]
  return count === undefined ? null : Number(count)
}

/** What `GetLogEvents` answers; its tokens stay the same at either end, which is how a client knows that it is there. */
const windowOf = (
  lines: readonly LogLine[],
  token: string | undefined,
  limit: number,
  fromHead: boolean,
): LogLine[] => {
  if (token === undefined) return fromHead ? lines.slice(0, limit) : lines.slice(-limit)
  const { forward, id } = readToken(token)
  return forward
    ? lines.filter((line) => line.id > id).slice(0, limit)
    : lines.filter((line) => line.id < id).slice(-limit)
}

export const eventHandlers = (logs: Logs): LogsHandlers => ({
  PutLogEvents({ logGroupName, logStreamName, logEvents = [] }) {
    const stream = findStream(findGroup(logs, logGroupName), logStreamName)
    if (logEvents.length === 0)
      throw new AwsError('InvalidParameterException', 'logEvents must not be empty.')
    for (const { timestamp = 0, message = '' } of logEvents) logs.append(stream, message, timestamp)
    return { nextSequenceToken: '49039859' }
  },

  GetLogEvents(input) {
    const { limit = eventLimit, startFromHead = false, nextToken, startTime, endTime } = input
    const group = findGroup(logs, input.logGroupName, input.logGroupIdentifier)
    // The end of GetLogEvents is exclusive, unlike that of FilterLogEvents.
    const lines = findStream(group, input.logStreamName).lines.filter(
      (line) => within(line, startTime) && (endTime === undefined || line.at < endTime),
    )
    const events = windowOf(lines, nextToken, limit, startFromHead)
    const given = nextToken === undefined ? '' : readToken(nextToken).id
    const fallback = given === '' ? (lines.at(-1)?.id ?? '') : given
    return {
      events: events.map(({ at, message, ingestedAt }) => ({
        timestamp: at,
        message,
        ingestionTime: ingestedAt,
      })),
      nextForwardToken: `f/${events.at(-1)?.id ?? fallback}`,
      nextBackwardToken: `b/${events[0]?.id ?? fallback}`,
    }
  },

  FilterLogEvents(input) {
    const { filterPattern = '', startTime, endTime, limit = eventLimit, nextToken } = input
    const { logStreamNames, logStreamNamePrefix = '' } = input
    if (logStreamNames !== undefined && input.logStreamNamePrefix !== undefined)
      throw new AwsError(
        'InvalidParameterException',
        'logStreamNamePrefix and logStreamNames are mutually exclusive.',
      )
    const group = findGroup(logs, input.logGroupName, input.logGroupIdentifier)
    const found = [...group.streams.values()]
      .filter(({ name }) => logStreamNames === undefined || logStreamNames.includes(name))
      .filter(({ name }) => name.startsWith(logStreamNamePrefix))
      .flatMap(({ name, lines }) => lines.map((line) => ({ name, line })))
      .filter(({ line }) => within(line, startTime, endTime) && matchesFilter(filterPattern, line.message))
      .toSorted((a, b) => (a.line.id < b.line.id ? -1 : 1))
    const empty = readEmptyPage(nextToken) ?? (nextToken === undefined ? 0 : group.emptyPages)
    if (empty < group.emptyPages)
      return { events: [], searchedLogStreams: [], nextToken: `search-${empty + 1}` }
    const begun = readEmptyPage(nextToken) === null ? nextToken : undefined
    const { items, nextToken: next } = page(found, begun, limit)
    return {
      events: items.map(({ name, line }) => ({
        logStreamName: name,
        timestamp: line.at,
        message: line.message,
        ingestionTime: line.ingestedAt,
        eventId: line.id,
      })),
      searchedLogStreams: [],
      nextToken: next,
    }
  },
})
