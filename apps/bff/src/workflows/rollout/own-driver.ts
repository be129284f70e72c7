import type { Problem } from '@lockstep/shared-types/problem'
import type { EnvironmentRef } from '@lockstep/shared-types/environment'
import type { Environment } from '../../domain/environment.ts'
import { fail, ok, type Result } from '../../domain/result.ts'
import type { RolloutRecord } from '../../domain/rollout/rollout-record.ts'
import type { TrafficDriver } from '../../domain/rollout/traffic.ts'
import type { FindTrafficDriver } from './ports.ts'

/**
 * The way this rollout has moved its traffic from the begin. `rollout-not-configured` when the configuration names none, or
 * another one by now: that one would read, move and prove something else.
 */
export function ownDriver(
  driverFor: FindTrafficDriver,
  environment: Environment,
  record: Pick<RolloutRecord, 'driver'>,
): Result<TrafficDriver> {
  const driver = environment.rollout === null ? null : driverFor(environment)
  if (driver === null) return fail(notConfigured(environment))
  return driver.id === record.driver ? ok(driver) : fail(otherDriver(environment, record.driver, driver.id))
}

export const notConfigured = ({ applicationId, environmentId }: EnvironmentRef): Problem => ({
  code: 'rollout-not-configured',
  title: 'The configuration no longer says how traffic is moved here.',
  detail: `${applicationId}/${environmentId}`,
  remedy:
    'Put it back into the configuration: until then nobody watches the rollout and nobody can move it but by hand in AWS.',
})

const otherDriver = (
  { applicationId, environmentId }: EnvironmentRef,
  own: RolloutRecord['driver'],
  configured: RolloutRecord['driver'],
): Problem => ({
  code: 'rollout-not-configured',
  title: `This rollout moves traffic by ${own}, and the configuration says ${configured} by now.`,
  detail: `${applicationId}/${environmentId}`,
  remedy: `Put the driver ${own} back into the configuration until this rollout has ended: until then nobody watches it and nobody can move it but by hand in AWS.`,
})
