import type { Plan } from '@lockstep/shared-types/plan'
import type { Observation } from '../../domain/drift/observation.ts'
import type { Environment } from '../../domain/environment.ts'
import { releaseContainers } from '../../domain/release/release-containers.ts'
import type { SidecarState } from '../../domain/release/sidecars.ts'
import type { ReadSidecars } from './ports.ts'

export type GatherSidecarsDeps = { readonly readSidecars: ReadSidecars }

/** Those of the definition that runs; null where they could not be looked up. */
export function seenSidecars({ sidecars }: Pick<Observation, 'sidecars'>): readonly SidecarState[] | null {
  if (sidecars?.state === 'unreadable') return null
  return sidecars?.state === 'read' ? sidecars.value : []
}

/** Of the definition that a release uses again or starts from; what was seen of today's is not asked for once more. */
export async function gatherSidecars(
  { readSidecars }: GatherSidecarsDeps,
  environment: Environment,
  observation: Pick<Observation, 'taskDefinition' | 'sidecars'>,
  planned: Plan['taskDefinition'],
): Promise<readonly SidecarState[] | null> {
  if (planned === null) return []
  const arn = planned.to ?? planned.base
  const { taskDefinition } = observation
  const isTodays = taskDefinition.state === 'read' && taskDefinition.value.arn === arn
  const all = isTodays ? seenSidecars(observation) : await readSidecars(environment, arn)
  if (all === null) return null
  const { moved } = releaseContainers(
    all.map(({ container, image }) => ({ name: container, image })),
    environment,
  )
  return all.filter(({ container }) => !moved.includes(container))
}
