import type { AppConfigFlagConfig } from '../../../../domain/rollout/rollout-config.ts'
import type { TrafficCheck } from '../../../../domain/rollout/traffic.ts'
import type { DeployedFlag } from './deployed-flag.ts'
import type { FlagAddress } from './flag-address.ts'

/** Whether the flag is ready for a rollout: off, nothing under way, and deployed in one go. */
export function checkFlag(
  { flag, profile, environment }: AppConfigFlagConfig,
  { profileType, strategy }: FlagAddress,
  { percent, busy, newest }: DeployedFlag,
): TrafficCheck[] {
  const { Name, DeploymentDurationInMinutes: minutes = 0, FinalBakeTimeInMinutes: bake = 0 } = strategy
  return [
    profileType === 'AWS.AppConfig.FeatureFlags'
      ? { ok: true, sentence: `The profile ${profile} holds feature flags, and ${flag} is one of them.` }
      : {
          ok: false,
          sentence: `The profile ${profile} is of the type ${profileType}: flags need AWS.AppConfig.FeatureFlags.`,
        },
    percent === 0
      ? { ok: true, sentence: `The flag ${flag} is off in ${environment}.` }
      : {
          ok: false,
          sentence: `The flag ${flag} is on for ${percent} % in ${environment}: a rollout begins with a flag that is off.`,
        },
    busy
      ? {
          ok: false,
          sentence: `AppConfig is at work on deployment ${newest.DeploymentNumber} of ${newest.ConfigurationName} in ${environment}: wait for it or stop it.`,
        }
      : { ok: true, sentence: `AppConfig deploys nothing to ${environment} now.` },
    minutes > 0
      ? {
          ok: false,
          sentence: `The strategy ${Name} takes ${minutes} minutes to bring a change to everybody: take one that does it at once, since the stages go step by step already.`,
        }
      : {
          ok: true,
          sentence:
            bake === 0
              ? `The strategy ${Name} brings a change to everybody at once.`
              : `The strategy ${Name} brings a change to everybody at once; only after its bake time of ${bake} minutes AppConfig takes the next one; going back to fewer users does not wait for it.`,
        },
  ]
}
