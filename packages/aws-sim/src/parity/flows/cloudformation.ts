import {
  DescribeStackDriftDetectionStatusCommand,
  DescribeStackResourceCommand,
  DescribeStackResourcesCommand,
  DescribeStacksCommand,
  ListStackResourcesCommand,
} from '@aws-sdk/client-cloudformation'
import { step, type Flow } from '../flow.ts'

export const cloudformationFlow: Flow = {
  service: 'cloudformation',
  makes: null,
  steps: [
    step('a stack that is not there', ({ clients, prefix }) =>
      clients.cloudformation.send(new DescribeStacksCommand({ StackName: prefix })),
    ),
    step('the resources of no stack', ({ clients, prefix }) =>
      clients.cloudformation.send(new DescribeStackResourcesCommand({ StackName: prefix })),
    ),
    step('a resource of no stack', ({ clients, prefix }) =>
      clients.cloudformation.send(
        new DescribeStackResourceCommand({ StackName: prefix, LogicalResourceId: 'Site' }),
      ),
    ),
    step('a list of the resources of no stack', ({ clients, prefix }) =>
      clients.cloudformation.send(new ListStackResourcesCommand({ StackName: prefix })),
    ),
    step('a drift detection that was never begun', ({ clients }) =>
      clients.cloudformation.send(
        new DescribeStackDriftDetectionStatusCommand({
          StackDriftDetectionId: '00000000-0000-4000-8000-000000000000',
        }),
      ),
    ),
  ],
}
