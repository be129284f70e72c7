import type * as cloudformation from '@aws-sdk/client-cloudformation'
import type { Stack, StackResource } from '../../world/cloudformation.ts'

export function describeStack(stack: Stack): cloudformation.Stack {
  return {
    StackId: stack.id,
    StackName: stack.name,
    CreationTime: new Date(stack.createdAt),
    LastUpdatedTime: stack.updatedAt === null ? undefined : new Date(stack.updatedAt),
    StackStatus: stack.status,
    StackStatusReason: stack.statusReason ?? undefined,
    Outputs: [...stack.outputs].map(([OutputKey, OutputValue]) => ({ OutputKey, OutputValue })),
    Parameters: [...stack.parameters].map(([ParameterKey, ParameterValue]) => ({
      ParameterKey,
      ParameterValue,
    })),
    Tags: [...stack.tags].map(([Key, Value]) => ({ Key, Value })),
    DisableRollback: false,
    NotificationARNs: [],
    EnableTerminationProtection: false,
    DriftInformation: { StackDriftStatus: stack.driftStatus, LastCheckTimestamp: checkedAt(stack) },
  }
}

export function describeResource(stack: Stack, resource: StackResource): cloudformation.StackResource {
  return {
    StackName: stack.name,
    StackId: stack.id,
    LogicalResourceId: resource.logicalId,
    PhysicalResourceId: resource.physicalId,
    ResourceType: resource.type,
    Timestamp: new Date(stack.updatedAt ?? stack.createdAt),
    ResourceStatus: stack.updatedAt === null ? 'CREATE_COMPLETE' : 'UPDATE_COMPLETE',
    DriftInformation: { StackResourceDriftStatus: resource.drift },
  }
}

export function describeDrift(stack: Stack, resource: StackResource): cloudformation.StackResourceDrift {
  const properties = (side: 'expected' | 'actual'): string =>
    JSON.stringify(
      Object.fromEntries([...resource.differences].map(([path, values]) => [path, values[side]])),
    )
  return {
    StackId: stack.id,
    LogicalResourceId: resource.logicalId,
    PhysicalResourceId: resource.physicalId,
    ResourceType: resource.type,
    StackResourceDriftStatus: resource.drift,
    ExpectedProperties: properties('expected'),
    ActualProperties: properties('actual'),
    PropertyDifferences: [...resource.differences].map(([PropertyPath, { expected, actual }]) => ({
      PropertyPath,
      ExpectedValue: expected,
      ActualValue: actual,
      DifferenceType: 'NOT_EQUAL',
    })),
    Timestamp: checkedAt(stack) ?? new Date(stack.createdAt),
  }
}

function checkedAt({ driftCheckedAt }: Stack): Date | undefined {
  return driftCheckedAt === null ? undefined : new Date(driftCheckedAt)
}
