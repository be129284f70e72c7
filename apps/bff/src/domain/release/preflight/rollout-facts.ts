import type { Problem } from '@lockstep/shared-types/problem'
import type { RolloutDriverId } from '@lockstep/shared-types/rollout'
import type { RolloutStage } from '@lockstep/shared-types/gate'
import type { Environment } from '../../environment.ts'
import type { Result } from '../../result.ts'
import type { ExpectedAnswer, RolloutConfig } from '../../rollout/rollout-config.ts'
import type { TrafficCheck, TrafficState } from '../../rollout/traffic.ts'

/** How a call was answered. */
export type ProbeFinding =
  | { readonly answer: 'expected' | 'other'; readonly sentence: string }
  /** No answer came; `problem` says why. */
  | { readonly answer: 'none'; readonly problem: Problem }

/** The backend's OpenAPI document. */
export type DocumentFinding =
  | { readonly state: 'read'; readonly document: unknown }
  /** Something answers, but not with JSON. */
  | { readonly state: 'other'; readonly sentence: string }
  | { readonly state: 'none'; readonly problem: Problem }

/** What the preflight checks of a rollout rest on. */
export type RolloutFacts = {
  readonly config: RolloutConfig
  /** What the driver finds of what it needs in AWS. */
  readonly needs: Result<readonly TrafficCheck[]>
  /** What AWS says about the candidate's share now. */
  readonly traffic: Result<TrafficState>
  readonly stages: readonly RolloutStage[]
  readonly probes: readonly { readonly expected: ExpectedAnswer; readonly found: ProbeFinding }[]
  /** Null where no endpoints are named. */
  readonly document: DocumentFinding | null
}

/** All that the checks of a rollout look at, for a release that deploys nothing. */
export type RolloutOnlyFacts = {
  readonly environment: Pick<Environment, 'backend'>
  readonly activeReleaseId: string | null
  /** Null for a release that does not go in stages. */
  readonly rollout: RolloutFacts | null
}

/** Where the traffic goes before a release that changes all at once, in an environment that has a candidate beside main. */
export type TrafficBefore = { readonly driver: RolloutDriverId; readonly traffic: Result<TrafficState> }

/** The candidate's share before a rollout begins. What AWS has finished or taken back was another one's. */
export const shareBefore = ({ percent, gone }: Pick<TrafficState, 'percent' | 'gone'>): number =>
  gone === 'no' ? percent : 0
