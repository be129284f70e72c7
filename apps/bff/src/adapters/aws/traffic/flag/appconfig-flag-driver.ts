import type { Environment } from '../../../../domain/environment.ts'
import type { AppConfigFlagConfig } from '../../../../domain/rollout/rollout-config.ts'
import type { TrafficDriver, TrafficState, TrafficTarget } from '../../../../domain/rollout/traffic.ts'
import type { AwsClients, AwsClientFactory } from '../../clients.ts'
import { isConflict, isGone, isRefusal, refuse, toResult } from '../problem-error.ts'
import { checkFlag } from './check-flag.ts'
import { deployFlag, isOwn, refuseBusy, stopDeployment, type FlagScene } from './deploy-flag.ts'
import { readDeployedFlag, type DeployedFlag } from './deployed-flag.ts'
import { findFlag, type FlagAddress } from './flag-address.ts'

/** So often somebody else may be quicker before Lockstep gives up; the next look tries again. */
const mostAttempts = 8
const rollingBackMilliseconds = 250

export type FlagAddresses = Map<string, FlagAddress>

/** Moves the share of users behind a feature flag: a new version of its document, and a deployment of that. */
export function createAppConfigFlagDriver(
  aws: AwsClientFactory,
  addresses: FlagAddresses,
  config: AppConfigFlagConfig,
): TrafficDriver {
  /** Runs `work` with the ids behind the names; once more with fresh ones when a known one is gone. */
  const withFlag = async <T>(
    environment: Environment,
    client: AwsClients['appConfig'],
    work: (address: FlagAddress) => Promise<T>,
  ): Promise<T> => {
    const key = JSON.stringify([environment.aws, config])
    const known = addresses.get(key)
    if (known !== undefined) {
      try {
        return await work(known)
      } catch (error) {
        if (!isGone(error)) throw error
        addresses.delete(key)
      }
    }
    const found = await findFlag(client, config)
    addresses.set(key, found)
    return work(found)
  }
  const read = ({ environment }: Pick<TrafficTarget, 'environment'>): Promise<DeployedFlag> => {
    const client = aws.for(environment).appConfig
    return withFlag(environment, client, (address) => readDeployedFlag(client, config, address))
  }
  const write = async (target: TrafficTarget, percent: number, urgent: boolean): Promise<TrafficState> => {
    const { environment, releaseId } = target
    const client = aws.urgent(environment).appConfig
    const mark = `Lockstep ${releaseId}`
    return withFlag(environment, client, (address) =>
      moveFlag({ client, config, address, mark }, percent, urgent),
    )
  }

  return {
    id: 'appconfig-flag',
    check: (environment) =>
      toResult(async () => {
        const client = aws.for(environment).appConfig
        return withFlag(environment, client, async (address) =>
          checkFlag(config, address, await readDeployedFlag(client, config, address)),
        )
      }),
    read: (target) => toResult(async () => stateOf(config, await read(target))),
    write: (target, percent, { urgent }) => toResult(() => write(target, percent, urgent)),
    // A flag that has come to everybody stays on: nothing else takes its place.
    finish: (target) =>
      toResult(async () => {
        const { percent } = await read(target)
        if (percent !== 100) await write(target, 0, false)
      }),
  }
}

/**
 * Its own deployment never keeps users on a share that has to shrink: AppConfig takes no other while one bakes, ten minutes
 * by its usual strategy. One of somebody else's is stopped only in an emergency.
 */
async function moveFlag(scene: FlagScene, percent: number, urgent: boolean): Promise<TrafficState> {
  const { client, config, address } = scene
  // Rules of somebody else's stay in the version before; an emergency does not wait until they are understood.
  const foreignGivesWay = urgent && percent === 0
  for (let attempt = 1; attempt <= mostAttempts; attempt += 1) {
    const seen = await readDeployedFlag(client, config, address, { foreignGivesWay })
    const isRollingBack = seen.newest.State === 'ROLLING_BACK'
    if (seen.percent === percent && !isRollingBack) return stateOf(config, seen)
    const goesDown = foreignGivesWay || percent < seen.percent
    if (seen.busy && !urgent && !(goesDown && (await isOwn(scene, seen.newest))))
      return refuseBusy(scene, seen)
    if (isRollingBack && attempt === mostAttempts) return refuseBusy(scene, seen)
    try {
      if (isRollingBack) await new Promise((resolve) => setTimeout(resolve, rollingBackMilliseconds))
      else if (seen.busy) await stopDeployment(scene, seen)
      else await deployFlag(scene, seen, { percent, atOnce: goesDown })
    } catch (error) {
      const goesOn = isConflict(error) || (isRefusal(error) && (await hasMoved(scene, seen)))
      if (!goesOn) throw error
    }
  }
  return refuse({
    code: 'driver-busy',
    title: `Something else keeps changing the flag ${config.flag} in AppConfig.`,
    detail: `${config.profile} in ${config.environment}`,
    remedy: 'Find out what else deploys this profile, and stop it while the rollout runs.',
  })
}

/** Whatever AWS refused with, perhaps a retry of an answer that was lost: what is there now says whether it was done. */
async function hasMoved({ client, config, address }: FlagScene, { newest }: DeployedFlag): Promise<boolean> {
  const now = await readDeployedFlag(client, config, address, { foreignGivesWay: true })
  return now.newest.DeploymentNumber !== newest.DeploymentNumber || now.newest.State !== newest.State
}

function stateOf({ flag, environment }: AppConfigFlagConfig, seen: DeployedFlag): TrafficState {
  const { percent, settled, deployment, newest } = seen
  const wentBack = newest !== deployment && /ROLL|REVERT/.test(newest.State ?? '')
  const share =
    percent === 0 ? 'off' : percent === 100 ? 'on for everybody' : `on for ${percent} % of the users`
  return {
    percent,
    settled: settled && newest.State !== 'ROLLING_BACK',
    gone: 'no',
    sentence: `The flag ${flag} is ${share} in ${environment}${settled ? '' : ` as soon as deployment ${deployment.DeploymentNumber} is complete (${deployment.PercentageComplete ?? 0} %)`}.${wentBack ? ` AppConfig took deployment ${newest.DeploymentNumber} back.` : ''}`,
  }
}
