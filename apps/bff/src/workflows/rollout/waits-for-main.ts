import type { Environment } from '../../domain/environment.ts'
import { inWords, isMainDown, mainDown } from '../../domain/rollout/receiving-half.ts'
import type { RolloutRecord } from '../../domain/rollout/rollout-record.ts'
import { ownDriver } from './own-driver.ts'
import type { RolloutPorts } from './ports.ts'

/**
 * Why an end at zero that no person presses must wait, in a sentence: the main half could not take the requests. What
 * leaves cannot go to full any more, so it does not begin to. Null when it may go, or has begun to.
 */
export async function waitsForMain(
  { driverFor }: Pick<RolloutPorts, 'driverFor'>,
  environment: Environment,
  record: RolloutRecord,
): Promise<string | null> {
  const { phase } = record.state
  const own = ownDriver(driverFor, environment, record)
  if (phase === 'leaving' || phase === 'ended' || !own.ok) return null
  const { releaseId, startedAt } = record
  const traffic = await own.value.read({ environment, releaseId, startedAt })
  const isHeld = traffic.ok && traffic.value.percent > 0 && isMainDown(traffic.value.healthy)
  return isHeld ? inWords(mainDown) : null
}
