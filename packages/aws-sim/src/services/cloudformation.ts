import type * as cloudformation from '@aws-sdk/client-cloudformation'
import { AwsError } from '../wire/aws-error.ts'
import type { Handlers } from '../wire/handlers.ts'
import type { CloudFormation } from '../world/cloudformation.ts'
import { describeDrift, describeResource, describeStack } from './cloudformation/describe.ts'
import { page } from './paging.ts'

const pageSize = 100

/** The CloudFormation operations of the simulator: reading stacks and their drift. Templates are not run. */
export function cloudformationHandlers(state: CloudFormation): Handlers<typeof cloudformation> {
  return {
    DescribeStacks({ StackName, NextToken }) {
      const found = StackName === undefined ? state.list() : [state.stack(StackName)]
      const { items, nextToken } = page(found, NextToken, pageSize, 'ValidationError')
      return { Stacks: items.map(describeStack), NextToken: nextToken }
    },
    ListStacks({ StackStatusFilter = [], NextToken }) {
      const wanted = state
        .list()
        .filter(({ status }) => StackStatusFilter.length === 0 || StackStatusFilter.includes(status))
      const { items, nextToken } = page(wanted, NextToken, pageSize, 'ValidationError')
      return {
        StackSummaries: items.map(describeStack).map((stack) => ({
          StackId: stack.StackId,
          StackName: stack.StackName,
          CreationTime: stack.CreationTime,
          LastUpdatedTime: stack.LastUpdatedTime,
          StackStatus: stack.StackStatus,
          DriftInformation: stack.DriftInformation,
        })),
        NextToken: nextToken,
      }
    },
    DescribeStackResources({ StackName = '', LogicalResourceId }) {
      const stack = state.stack(StackName)
      const found = stack.resources.filter(({ logicalId }) =>
        [undefined, logicalId].includes(LogicalResourceId),
      )
      return { StackResources: found.map((resource) => describeResource(stack, resource)) }
    },
    DescribeStackResource({ StackName = '', LogicalResourceId = '' }) {
      const stack = state.stack(StackName)
      const found = stack.resources.find(({ logicalId }) => logicalId === LogicalResourceId)
      if (!found)
        throw new AwsError(
          'ValidationError',
          `Resource ${LogicalResourceId} does not exist for stack ${StackName}`,
        )
      const { Timestamp, ...described } = describeResource(stack, found)
      return { StackResourceDetail: { ...described, LastUpdatedTimestamp: Timestamp } }
    },
    ListStackResources({ StackName = '', NextToken }) {
      const stack = state.stack(StackName)
      const { items, nextToken } = page(stack.resources, NextToken, pageSize, 'ValidationError')
      return {
        StackResourceSummaries: items
          .map((resource) => describeResource(stack, resource))
          .map(({ Timestamp, ...resource }) => ({ ...resource, LastUpdatedTimestamp: Timestamp })),
        NextToken: nextToken,
      }
    },
    DescribeStackEvents({ StackName = '', NextToken }) {
      const stack = state.stack(StackName)
      const { items, nextToken } = page(stack.events, NextToken, pageSize, 'ValidationError')
      return {
        StackEvents: items.map(({ id, at, status, reason }) => ({
          StackId: stack.id,
          StackName: stack.name,
          EventId: id,
          LogicalResourceId: stack.name,
          PhysicalResourceId: stack.id,
          ResourceType: 'AWS::CloudFormation::Stack',
          Timestamp: new Date(at),
          ResourceStatus: resourceStatus(status),
          ResourceStatusReason: reason ?? undefined,
        })),
        NextToken: nextToken,
      }
    },
    DetectStackDrift: ({ StackName = '' }) => ({ StackDriftDetectionId: state.detectDrift(StackName).id }),
    DescribeStackDriftDetectionStatus({ StackDriftDetectionId = '' }) {
      const { id, stack, startedAt, done } = state.detection(StackDriftDetectionId)
      return {
        StackId: stack.id,
        StackDriftDetectionId: id,
        DetectionStatus: done ? 'DETECTION_COMPLETE' : 'DETECTION_IN_PROGRESS',
        StackDriftStatus: done ? stack.driftStatus : undefined,
        DriftedStackResourceCount: done
          ? stack.resources.filter(({ drift }) => drift === 'MODIFIED').length
          : undefined,
        Timestamp: new Date(startedAt),
      }
    },
    DescribeStackResourceDrifts({ StackName = '', StackResourceDriftStatusFilters = [] }) {
      const stack = state.stack(StackName)
      const checked = stack.resources.filter(({ drift }) => drift !== 'NOT_CHECKED')
      const wanted = checked.filter(
        ({ drift }) =>
          StackResourceDriftStatusFilters.length === 0 || StackResourceDriftStatusFilters.includes(drift),
      )
      return { StackResourceDrifts: wanted.map((resource) => describeDrift(stack, resource)) }
    },
    ListExports: () => ({ Exports: [] }),
  }
}

/** A stack's own events carry the statuses that resources have too. */
function resourceStatus(status: cloudformation.StackStatus): cloudformation.ResourceStatus | undefined {
  const shared = [
    'CREATE_IN_PROGRESS',
    'CREATE_COMPLETE',
    'CREATE_FAILED',
    'UPDATE_IN_PROGRESS',
    'UPDATE_COMPLETE',
    'UPDATE_FAILED',
    'UPDATE_ROLLBACK_IN_PROGRESS',
    'UPDATE_ROLLBACK_COMPLETE',
    'DELETE_IN_PROGRESS',
    'DELETE_COMPLETE',
  ] as const
  return shared.find((one) => one === status)
}
