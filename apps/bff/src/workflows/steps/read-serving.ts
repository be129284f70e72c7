import type { ServiceState } from '../../domain/drift/observation.ts'
import { countServing, type ServingTargets } from '../../domain/release/serving-targets.ts'
import type { StepContext } from '../step-context.ts'
import { logTargets } from '../watch-service.ts'

/** What serves in each of the service's target groups; null when that could not be read, empty where it has none. */
export async function readServing(
  context: StepContext,
  service: ServiceState,
): Promise<readonly ServingTargets[] | null> {
  if (service.targetGroups.length === 0) return []
  const reading = await context.ports.readTargets(context.environment, service.targetGroupArns)
  if (reading.state !== 'read') return null
  await logTargets(context, reading.value)
  return countServing(service, reading.value)
}
