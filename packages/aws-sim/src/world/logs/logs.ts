import type { WorldContext } from '../world.ts'
import { arn } from '../arn.ts'

export type LogLine = {
  readonly id: string
  /** Milliseconds since the epoch. */
  readonly at: number
  readonly ingestedAt: number
  readonly message: string
}

export type LogStream = {
  readonly name: string
  readonly arn: string
  readonly createdAt: number
  /** Oldest first; bounded. */
  readonly lines: LogLine[]
}

export type LogGroup = {
  readonly name: string
  readonly arn: string
  readonly createdAt: number
  retentionDays: number | null
  /**
   * How many pages without events a search gives before its first event. believed: AWS documents that FilterLogEvents
   * can return no events although more follow with the token, and not how often; one is the least that a client must bear.
   */
  emptyPages: number
  readonly streams: Map<string, LogStream>
}

export type Logs = {
  readonly groups: Map<string, LogGroup>
  /** The group of that name, made when it is not there. */
  group(name: string): LogGroup
  stream(group: LogGroup, name: string): LogStream
  /** Appends; makes group and stream when they are not there, as the awslogs driver does. */
  write(group: string, stream: string, message: string, at?: number): void
  append(stream: LogStream, message: string, at: number): void
}

const linesPerStream = 2000
const streamsPerGroup = 200

/** Log groups with bounded streams: the oldest lines, and the oldest streams, go first. */
export const createLogs = (context: WorldContext): Logs => {
  const { clock } = context
  const groups = new Map<string, LogGroup>()
  let sequence = 0

  const group = (name: string): LogGroup => {
    const known = groups.get(name)
    if (known !== undefined) return known
    const fresh: LogGroup = {
      name,
      arn: arn(context, 'logs', `log-group:${name}`),
      createdAt: clock.now(),
      retentionDays: null,
      emptyPages: 1,
      streams: new Map(),
    }
    groups.set(name, fresh)
    return fresh
  }

  const stream = (of: LogGroup, name: string): LogStream => {
    const known = of.streams.get(name)
    if (known !== undefined) return known
    const [oldest] = of.streams.keys()
    if (of.streams.size >= streamsPerGroup && oldest !== undefined) of.streams.delete(oldest)
    const fresh: LogStream = {
      name,
      arn: `${of.arn}:log-stream:${name}`,
      createdAt: clock.now(),
      lines: [],
    }
    of.streams.set(name, fresh)
    return fresh
  }

  const append = (to: LogStream, message: string, at: number): void => {
    sequence += 1
    const id = String(at).padStart(20, '0') + String(sequence).padStart(36, '0')
    const line = { id, at, ingestedAt: clock.now(), message }
    const last = to.lines.at(-1)
    if (last === undefined || last.at <= at) to.lines.push(line)
    else to.lines.splice(to.lines.findLastIndex((earlier) => earlier.at <= at) + 1, 0, line)
    if (to.lines.length > linesPerStream) to.lines.splice(0, to.lines.length - linesPerStream)
  }

  return {
    groups,
    group,
    stream,
    append,
    write: (groupName, streamName, message, at = clock.now()) =>
      append(stream(group(groupName), streamName), message, at),
  }
}
