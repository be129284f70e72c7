import type { ServiceState } from '../../domain/drift/observation.ts'
import type { Environment } from '../../domain/environment.ts'
import { serviceBefore, type ServiceBefore } from '../../domain/release/service-before.ts'
import type { StepContext } from '../step-context.ts'

/** Writes down what the service shows before anything is asked of it; a repeat of the step gets what it wrote down first. */
export const keepBefore = (
  { ports, releaseId }: StepContext,
  { backend }: Environment,
  service: ServiceState,
): Promise<ServiceBefore> =>
  ports.journal.keepServiceBefore(releaseId, `${backend.cluster}/${backend.service}`, serviceBefore(service))
