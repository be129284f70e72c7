import type { Environment } from '../environment.ts'
import { replacement } from './deployment.ts'
import type { Observation } from './observation.ts'
import { askedVersion } from './versions.ts'
import { shortTaskDefinition } from './words.ts'

/** `v1.5.0 (storefront:43)`, or the task definition alone when its version is not known. */
export function askedName(o: Observation, environment: Environment, taskDefinitionArn: string): string {
  const definition = shortTaskDefinition(taskDefinitionArn)
  const isAsked = o.taskDefinition.state === 'read' && o.taskDefinition.value.arn === taskDefinitionArn
  const asked = askedVersion(o, environment)
  return isAsked && asked.state === 'known' ? `${asked.version} (${definition})` : definition
}

/** A sentence about a deployment that does not get on, with a blank before it; empty when there is none. */
export function askedInVain(o: Observation, environment: Environment): string {
  if (o.service.state !== 'read') return ''
  const found = replacement(o.service.value, o.observedAt)
  if (found.state !== 'stuck') return ''
  return ` The service asks for ${askedName(o, environment, found.deployment.taskDefinitionArn)}, but that deployment ${found.problem}.`
}
