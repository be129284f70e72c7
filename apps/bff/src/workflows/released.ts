import type { Clock } from '../domain/clock.ts'
import { asReleased, type AsReleased, type Released } from '../domain/release/as-released.ts'
import type { Observation } from '../domain/drift/observation.ts'
import type { Environment } from '../domain/environment.ts'
import type { ReleaseWork } from './ports.ts'
import type { ReleaseFacts } from './step-context.ts'

/** Right after the update ECS may still answer with what was before: that is nobody's doing until this time is over. */
const settleSeconds = 60

type Of = {
  readonly work: Pick<ReleaseWork, 'release'>
  readonly facts: ReleaseFacts
  readonly clock: Clock
}

/** Whether ECS's answers are certainly of after the update. */
export const isSettled = ({ facts: { deployedAt }, clock }: Pick<Of, 'facts' | 'clock'>): boolean =>
  deployedAt === null || clock.now().getTime() - Date.parse(deployedAt) > settleSeconds * 1000

/** What the release has brought so far; null where it brings nothing. */
export function releasedBy({ work: { release }, facts, clock }: Of): Released | null {
  const { artifact, scope, steps } = release
  if (artifact === null) return null
  const { taskDefinitionArn, serviceBefore, ran } = facts
  // Not `deployedAt`, which publishing the frontend moves on.
  const update = steps.find(({ id }) => id === 'backend-update' || id === 'candidate-update')
  const isPublished = steps.some(({ id, state }) => id === 'edge-version' && state === 'succeeded')
  return {
    version: artifact.version,
    backend:
      scope === 'frontend' || taskDefinitionArn === null
        ? null
        : {
            taskDefinitionArn,
            before: serviceBefore,
            settled: isSettled({ facts, clock }),
            askedAt: update?.startedAt ?? null,
            digests: [artifact.digest, ...(ran === null ? [] : [ran])],
            ran,
          },
    frontend: isPublished ? { page: facts.page } : null,
  }
}

/** Whether what runs now is still what the release has brought. */
export function stillAsReleased(of: Of, observation: Observation, environment: Environment): AsReleased {
  const released = releasedBy(of)
  return released === null ? { state: 'same' } : asReleased(observation, released, environment)
}
