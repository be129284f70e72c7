import {
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  DeleteLogGroupCommand,
  DescribeLogGroupsCommand,
  DescribeLogStreamsCommand,
  FilterLogEventsCommand,
  GetLogEventsCommand,
  PutLogEventsCommand,
} from '@aws-sdk/client-cloudwatch-logs'
import { removeAll, step, type Flow } from '../flow.ts'

export const logsFlow: Flow = {
  service: 'logs',
  makes: 'a log group with one stream and one line',
  steps: [
    step('events of a group that is not there', ({ clients, prefix }) =>
      clients.logs.send(new FilterLogEventsCommand({ logGroupName: prefix })),
    ),
    step('streams of a group that is not there', ({ clients, prefix }) =>
      clients.logs.send(new DescribeLogStreamsCommand({ logGroupName: prefix })),
    ),
    step('to make a group', ({ clients, prefix }) =>
      clients.logs.send(new CreateLogGroupCommand({ logGroupName: prefix })),
    ),
    step('to make it again', ({ clients, prefix }) =>
      clients.logs.send(new CreateLogGroupCommand({ logGroupName: prefix })),
    ),
    step('to make one with a blank in its name', ({ clients }) =>
      clients.logs.send(new CreateLogGroupCommand({ logGroupName: 'lockstep parity' })),
    ),
    step('events of an empty group', ({ clients, prefix }) =>
      clients.logs.send(new FilterLogEventsCommand({ logGroupName: prefix })),
    ),
    step('to write to a stream that is not there', ({ clients, prefix }) =>
      clients.logs.send(
        new PutLogEventsCommand({
          logGroupName: prefix,
          logStreamName: 'web',
          logEvents: [{ timestamp: Date.now(), message: 'started' }],
        }),
      ),
    ),
    step('to make a stream', ({ clients, prefix }) =>
      clients.logs.send(new CreateLogStreamCommand({ logGroupName: prefix, logStreamName: 'web' })),
    ),
    step('to make the stream again', ({ clients, prefix }) =>
      clients.logs.send(new CreateLogStreamCommand({ logGroupName: prefix, logStreamName: 'web' })),
    ),
    step('an empty stream', ({ clients, prefix }) =>
      clients.logs.send(new GetLogEventsCommand({ logGroupName: prefix, logStreamName: 'web' })),
    ),
    step('a stream that is not there', ({ clients, prefix }) =>
      clients.logs.send(new GetLogEventsCommand({ logGroupName: prefix, logStreamName: 'none' })),
    ),
    step('events of a stream that is not there', ({ clients, prefix }) =>
      clients.logs.send(new FilterLogEventsCommand({ logGroupName: prefix, logStreamNames: ['none'] })),
    ),
    step('a token that is none', ({ clients, prefix }) =>
      clients.logs.send(new FilterLogEventsCommand({ logGroupName: prefix, nextToken: 'not-a-token' })),
    ),
    step('more than the limit allows', ({ clients, prefix }) =>
      clients.logs.send(new FilterLogEventsCommand({ logGroupName: prefix, limit: 10_001 })),
    ),
    step('an end before the beginning', ({ clients, prefix }) =>
      clients.logs.send(new FilterLogEventsCommand({ logGroupName: prefix, startTime: 2000, endTime: 1000 })),
    ),
    step('groups of that name', async ({ clients, prefix }) => {
      const { logGroups = [] } = await clients.logs.send(
        new DescribeLogGroupsCommand({ logGroupNamePrefix: prefix }),
      )
      return { logGroups: logGroups.map(({ logGroupName, arn }) => ({ logGroupName, arn })) }
    }),
    step('to remove the group', ({ clients, prefix }) =>
      clients.logs.send(new DeleteLogGroupCommand({ logGroupName: prefix })),
    ),
    step('to remove it again', ({ clients, prefix }) =>
      clients.logs.send(new DeleteLogGroupCommand({ logGroupName: prefix })),
    ),
  ],
  async sweep({ logs }, prefix) {
    const { logGroups = [] } = await logs.send(new DescribeLogGroupsCommand({ logGroupNamePrefix: prefix }))
    return removeAll(
      logGroups.map(({ logGroupName }) => [
        `log group ${logGroupName}`,
        () => logs.send(new DeleteLogGroupCommand({ logGroupName })),
      ]),
    )
  },
}
