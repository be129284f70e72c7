import type { ServiceState, TargetState } from '../drift/observation.ts'
import type { Reading } from '../reading.ts'
import { countServing } from '../release/serving-targets.ts'

/**
 * The main half after a rollout that was full. `waits`: it still runs the old version, which can take all requests. `told`:
 * ECS was told to run the new one there, or nobody knows. `down`: not one healthy target would get the requests.
 */
export type MainState = 'waits' | 'told' | 'down'

type MainFacts = {
  readonly service: Pick<ServiceState, 'taskDefinitionArn' | 'deployments' | 'targetGroups'>
  readonly targets: Reading<readonly TargetState[]>
  /** What the release has registered for main; null when it came to nothing. */
  readonly taskDefinitionArn: string | null
}

/** What could not be read of the targets keeps nobody on a bad version. */
export function mainState({ service, targets, taskDefinitionArn }: MainFacts): MainState {
  const places = targets.state === 'read' ? countServing(service, targets.value) : []
  if (targets.state === 'absent' || places.some(({ healthy }) => healthy === 0)) return 'down'
  const isTold =
    service.taskDefinitionArn === taskDefinitionArn ||
    service.deployments.some(
      (one) =>
        one.taskDefinitionArn === taskDefinitionArn &&
        // A deployment that ECS gave up and replaced is listed for as long as its tasks stop.
        (one.status === 'PRIMARY' || one.rolloutState !== 'FAILED'),
    )
  return isTold ? 'told' : 'waits'
}
