import type { StackDriftStatus, StackResourceDriftStatus, StackStatus } from '@aws-sdk/client-cloudformation'
import { AwsError } from '../wire/aws-error.ts'
import { arn } from './arn.ts'
import type { WorldContext } from './world.ts'

export type StackResource = {
  readonly logicalId: string
  readonly physicalId: string
  /** Such as `AWS::S3::Bucket`. */
  readonly type: string
  drift: StackResourceDriftStatus
  /** What differs, by property path. */
  readonly differences: Map<string, { readonly expected: string; readonly actual: string }>
}

export type StackEvent = {
  readonly id: string
  readonly at: number
  readonly status: StackStatus
  readonly reason: string | null
}

export type Stack = {
  readonly name: string
  readonly id: string
  readonly createdAt: number
  updatedAt: number | null
  status: StackStatus
  statusReason: string | null
  readonly outputs: Map<string, string>
  readonly parameters: Map<string, string>
  readonly tags: Map<string, string>
  readonly resources: StackResource[]
  readonly events: StackEvent[]
  /** As the last detection found it. */
  driftStatus: StackDriftStatus
  driftCheckedAt: number | null
}

export type StackInput = {
  readonly name: string
  readonly outputs?: Readonly<Record<string, string>>
  readonly parameters?: Readonly<Record<string, string>>
  readonly tags?: Readonly<Record<string, string>>
  readonly resources?: readonly {
    readonly logicalId: string
    readonly physicalId: string
    readonly type: string
  }[]
  /** Milliseconds since the epoch; the default is now. */
  readonly createdAt?: number
}

export type DriftDetection = {
  readonly id: string
  readonly stack: Stack
  readonly startedAt: number
  done: boolean
}

/** The stacks of the account. */
export interface CloudFormation {
  createStack(input: StackInput): Stack
  /** By name or id; throws the ValidationError that CloudFormation answers. */
  stack(nameOrId: string): Stack
  list(): Stack[]
  setStatus(nameOrId: string, status: StackStatus, reason?: string): void
  /** UPDATE_IN_PROGRESS for that long, then UPDATE_COMPLETE, or UPDATE_ROLLBACK_COMPLETE. Virtual milliseconds. */
  update(nameOrId: string, durationMilliseconds: number, outcome?: 'success' | 'rollback'): void
  /** Changes a resource behind the stack's back; a detection finds it. */
  drift(nameOrId: string, logicalId: string, property: string, expected: string, actual: string): void
  detectDrift(nameOrId: string): DriftDetection
  detection(id: string): DriftDetection
}

const detectionMilliseconds = 3_000

export function createCloudFormation(context: WorldContext): CloudFormation {
  const { clock, random } = context
  const stacks = new Map<string, Stack>()
  const detections = new Map<string, DriftDetection>()
  const uuid = (): string => random.hex(32).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')

  const stack = (nameOrId: string): Stack => {
    const found = stacks.get(nameOrId) ?? [...stacks.values()].find(({ id }) => id === nameOrId)
    if (!found) throw new AwsError('ValidationError', `Stack with id ${nameOrId} does not exist`)
    return found
  }
  const setStatus = (nameOrId: string, status: StackStatus, reason: string | null = null): void => {
    const found = stack(nameOrId)
    found.status = status
    found.statusReason = reason
    if (status.startsWith('UPDATE')) found.updatedAt = clock.now()
    found.events.unshift({ id: uuid(), at: clock.now(), status, reason })
  }
  return {
    stack,
    list: () => [...stacks.values()],
    createStack(input) {
      const createdAt = input.createdAt ?? clock.now()
      const created: Stack = {
        name: input.name,
        id: arn(context, 'cloudformation', `stack/${input.name}/${uuid()}`),
        createdAt,
        updatedAt: null,
        status: 'CREATE_COMPLETE',
        statusReason: null,
        outputs: new Map(Object.entries(input.outputs ?? {})),
        parameters: new Map(Object.entries(input.parameters ?? {})),
        tags: new Map(Object.entries(input.tags ?? {})),
        resources: (input.resources ?? []).map((resource) => ({
          ...resource,
          drift: 'NOT_CHECKED',
          differences: new Map(),
        })),
        events: [{ id: uuid(), at: createdAt, status: 'CREATE_COMPLETE', reason: null }],
        driftStatus: 'NOT_CHECKED',
        driftCheckedAt: null,
      }
      stacks.set(created.name, created)
      return created
    },
    setStatus,
    update(nameOrId, durationMilliseconds, outcome = 'success') {
      setStatus(nameOrId, 'UPDATE_IN_PROGRESS', 'User Initiated')
      clock.after(durationMilliseconds, () => {
        if (outcome === 'success') return setStatus(nameOrId, 'UPDATE_COMPLETE')
        setStatus(nameOrId, 'UPDATE_ROLLBACK_IN_PROGRESS', 'The following resource(s) failed to update')
        clock.after(durationMilliseconds, () => setStatus(nameOrId, 'UPDATE_ROLLBACK_COMPLETE'))
      })
    },
    drift(nameOrId, logicalId, property, expected, actual) {
      const resource = stack(nameOrId).resources.find((one) => one.logicalId === logicalId)
      if (!resource) throw new Error(`${nameOrId} has no resource ${logicalId}`)
      resource.differences.set(property, { expected, actual })
    },
    detectDrift(nameOrId) {
      const detection: DriftDetection = {
        id: uuid(),
        stack: stack(nameOrId),
        startedAt: clock.now(),
        done: false,
      }
      detections.set(detection.id, detection)
      clock.after(detectionMilliseconds, () => {
        detection.done = true
        finishDetection(detection.stack, clock.now())
      })
      return detection
    },
    detection(id) {
      const found = detections.get(id)
      if (!found) throw new AwsError('ValidationError', `Drift detection with id ${id} does not exist`)
      return found
    },
  }
}

function finishDetection(stack: Stack, now: number): void {
  for (const resource of stack.resources)
    resource.drift = resource.differences.size > 0 ? 'MODIFIED' : 'IN_SYNC'
  stack.driftStatus = stack.resources.some(({ drift }) => drift === 'MODIFIED') ? 'DRIFTED' : 'IN_SYNC'
  stack.driftCheckedAt = now
}
