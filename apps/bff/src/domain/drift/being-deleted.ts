import type { ServiceState } from './observation.ts'
import { instructions } from './remedies.ts'
import type { Finding } from './rule.ts'

type Status = Pick<ServiceState, 'status'>

export const isBeingDeleted = ({ status }: Status): boolean => status !== 'ACTIVE'

export const beingDeleted = ({ status }: Status): string =>
  `The backend service is being deleted (${status}): ECS ends its tasks and starts no more.`

/** Nothing can be deployed to it any more. */
export const createAgain = instructions(
  'Find out who deletes it',
  'A service that is being deleted takes no new version and cannot be kept: create it again (by the template or tool that made it), then deploy.',
)

/** What the checks of a service say of one that is being deleted. */
export const foundBeingDeleted = (service: Status): Finding => ({
  status: 'fail',
  half: 'backend',
  expected: 'ACTIVE',
  observed: service.status,
  sentence: beingDeleted(service),
  remedy: createAgain,
})
