import type { RolloutPolicy } from '@lockstep/shared-types/policy'

/** One place of a load balancer where the traffic is told where to go. */
export type ListenerRuleConfig = {
  /** Name of the load balancer. */
  readonly loadBalancer: string
  /** Port of the listener. */
  readonly port: number
  /** Priority of the rule; `default` is the listener's own action. */
  readonly priority: number | 'default'
}

/** The second service and target group, in which the candidate runs during a rollout. */
export type CandidateBackendConfig = {
  /** ECS service of the same cluster; between rollouts it has no tasks. */
  readonly service: string
  /** Names of the target groups. */
  readonly targetGroups: { readonly main: string; readonly candidate: string }
}

/** The key-value store that the cohort function reads, and where the candidate's pages lie. */
export type CohortConfig = {
  /** Name of the CloudFront KeyValueStore. */
  readonly keyValueStore: string
  /** Key prefix in the site's bucket, without leading slash, ending with `/`. */
  readonly candidatePrefix: string
}

export type AlbWeightsConfig = {
  readonly type: 'alb-weights'
  readonly rule: ListenerRuleConfig
  readonly candidate: CandidateBackendConfig
}
export type EcsNativeConfig = {
  readonly type: 'ecs-native'
  readonly strategy: 'CANARY' | 'LINEAR' | 'BLUE_GREEN'
  /** First step of CANARY, or every step of LINEAR, in percent; not used by BLUE_GREEN. */
  readonly stepPercent: number
  /** ECS goes back by itself when nobody continues for so long. */
  readonly pauseTimeoutSeconds: number
}
export type AppConfigFlagConfig = {
  readonly type: 'appconfig-flag'
  /** Names, as in the AppConfig console. */
  readonly application: string
  readonly environment: string
  readonly profile: string
  readonly flag: string
  /** The context key that users are split by, such as `userId`. */
  readonly splitBy: string
  /** Name or id of the deployment strategy; it should be at once, since the stages do the rest. */
  readonly strategy: string
}
export type CloudFrontCohortConfig = { readonly type: 'cloudfront-cohort'; readonly cohort: CohortConfig }
export type PairedConfig = {
  readonly type: 'paired'
  readonly cohort: CohortConfig
  /** The rule by the cohort's cookie; it must come before the rules that send the same paths to the main service. */
  readonly rule: ListenerRuleConfig
  readonly candidate: CandidateBackendConfig
}
export type RolloutDriverConfig =
  | AlbWeightsConfig
  | EcsNativeConfig
  | AppConfigFlagConfig
  | CloudFrontCohortConfig
  | PairedConfig

/** A call with its expected answer; `path` is below the backend's root. */
export type ExpectedAnswer = {
  readonly name: string
  readonly path: string
  readonly status: number
  /** Text that the body must hold; null when any will do. */
  readonly bodyHolds: string | null
}

export type RolloutConfig = {
  readonly driver: RolloutDriverConfig
  /** The configuration file's policy, version 0; a newer version in the store replaces it. */
  readonly policy: RolloutPolicy
  /** How often a rollout looks at AWS and at its measurements. */
  readonly intervalSeconds: number
  /** Must answer as expected before a rollout starts, such as the probe of an applied migration. */
  readonly preflightProbes: readonly ExpectedAnswer[]
  /** Must answer as expected once traffic is off the candidate: the old path serves. */
  readonly zeroProbes: readonly ExpectedAnswer[]
  /** Endpoints, such as `GET /v2/courses`, that the backend's OpenAPI document must name before a start; null asks for none. */
  readonly openApi: { readonly path: string; readonly endpoints: readonly string[] } | null
}

/** The driver deploys a candidate of its own, so that a deploy can go in stages; a flag moves what runs already. */
export const deploysCandidate = (driver: RolloutDriverConfig): boolean => driver.type !== 'appconfig-flag'
