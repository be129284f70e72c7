import type * as logsPackage from '@aws-sdk/client-cloudwatch-logs'
import { AwsError } from '../../wire/aws-error.ts'
import type { Handlers } from '../../wire/handlers.ts'
import type { LogGroup, Logs, LogStream } from '../../world/logs/logs.ts'
import { page } from '../paging.ts'

type LogsHandlers = Handlers<typeof logsPackage>

export const findGroup = (logs: Logs, name: string | undefined, identifier?: string): LogGroup => {
  const asked = name ?? (identifier ?? '').replace(/^.*:log-group:/, '').replace(/:\*$/, '')
  const found = logs.groups.get(asked)
  if (found === undefined)
    throw new AwsError('ResourceNotFoundException', 'The specified log group does not exist.')
  return found
}

export const findStream = (group: LogGroup, name: string | undefined): LogStream => {
  const found = group.streams.get(name ?? '')
  if (found === undefined)
    throw new AwsError('ResourceNotFoundException', 'The specified log stream does not exist.')
  return found
}

const bytes = (stream: LogStream): number =>
  stream.lines.reduce((sum, { message }) => sum + Buffer.byteLength(message) + 26, 0)

const streamShape = (stream: LogStream) => ({
  logStreamName: stream.name,
  arn: stream.arn,
  creationTime: stream.createdAt,
  firstEventTimestamp: stream.lines[0]?.at,
  lastEventTimestamp: stream.lines.at(-1)?.at,
  lastIngestionTime: stream.lines.at(-1)?.ingestedAt,
  uploadSequenceToken: '49039859',
  storedBytes: 0,
})

export const groupHandlers = (logs: Logs): LogsHandlers => ({
  CreateLogGroup({ logGroupName = '' }) {
    if (!/^[\w./#-]{1,512}$/.test(logGroupName))
      throw new AwsError('InvalidParameterException', `Invalid log group name ${logGroupName}.`)
    if (logs.groups.has(logGroupName))
      throw new AwsError('ResourceAlreadyExistsException', 'The specified log group already exists')
    logs.group(logGroupName)
    return {}
  },
  CreateLogStream({ logGroupName, logStreamName = '' }) {
    const group = findGroup(logs, logGroupName)
    if (group.streams.has(logStreamName))
      throw new AwsError('ResourceAlreadyExistsException', 'The specified log stream already exists')
    logs.stream(group, logStreamName)
    return {}
  },
  DeleteLogGroup({ logGroupName }) {
    logs.groups.delete(findGroup(logs, logGroupName).name)
    return {}
  },
  PutRetentionPolicy({ logGroupName, retentionInDays }) {
    findGroup(logs, logGroupName).retentionDays = retentionInDays ?? null
    return {}
  },
  DescribeLogGroups({ logGroupNamePrefix = '', logGroupNamePattern = '', limit = 50, nextToken }) {
    const found = [...logs.groups.values()]
      .filter(({ name }) => name.startsWith(logGroupNamePrefix) && name.includes(logGroupNamePattern))
      .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    const { items, nextToken: next } = page(found, nextToken, limit)
    return {
      logGroups: items.map((group) => ({
        logGroupName: group.name,
        arn: `${group.arn}:*`,
        logGroupArn: group.arn,
        creationTime: group.createdAt,
        ...(group.retentionDays === null ? {} : { retentionInDays: group.retentionDays }),
        metricFilterCount: 0,
        storedBytes: [...group.streams.values()].reduce((sum, stream) => sum + bytes(stream), 0),
        logGroupClass: 'STANDARD',
      })),
      nextToken: next,
    }
  },
  DescribeLogStreams(input) {
    const { logGroupName, logGroupIdentifier, logStreamNamePrefix = '', orderBy, descending = false } = input
    if (orderBy === 'LastEventTime' && logStreamNamePrefix !== '')
      throw new AwsError(
        'InvalidParameterException',
        'Cannot order by LastEventTime with a logStreamNamePrefix.',
      )
    const key = (stream: LogStream): number => stream.lines.at(-1)?.at ?? 0
    const ascending = [...findGroup(logs, logGroupName, logGroupIdentifier).streams.values()]
      .filter(({ name }) => name.startsWith(logStreamNamePrefix))
      .toSorted((a, b) => (orderBy === 'LastEventTime' ? key(a) - key(b) : a.name < b.name ? -1 : 1))
    const sorted = descending ? ascending.toReversed() : ascending
    const { items, nextToken } = page(sorted, input.nextToken, input.limit ?? 50)
    return { logStreams: items.map(streamShape), nextToken }
  },
})
