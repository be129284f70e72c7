import type { GateCheck } from '@lockstep/shared-types/gate'
import type { ReleaseScope } from '@lockstep/shared-types/release-kind'
import type { Rollout, RolloutDriverId } from '@lockstep/shared-types/rollout'
import type { RolloutPhase } from '@lockstep/shared-types/rollout-phase'
import type { StatusLook } from '../../ui/badge.tsx'

export const phaseLook = {
  shifting: { tone: 'info', icon: 'running', word: 'Shifting' },
  baking: { tone: 'info', icon: 'running', word: 'Baking' },
  held: { tone: 'warn', icon: 'stopped', word: 'Held' },
  leaving: { tone: 'warn', icon: 'running', word: 'Leaving' },
  ended: { tone: 'idle', icon: 'check', word: 'Ended' },
} as const satisfies Record<RolloutPhase, StatusLook>

const endLook = {
  full: { tone: 'ok', icon: 'check', word: 'Fully rolled out' },
  zero: { tone: 'bad', icon: 'stopped', word: 'Back at zero' },
} as const satisfies Record<NonNullable<Rollout['end']>['how'], StatusLook>

/** The phase; of a rollout that is over, how it ended. */
export const rolloutLook = ({ phase, end }: Pick<Rollout, 'phase' | 'end'>): StatusLook =>
  phase === 'ended' && end !== null ? endLook[end.how] : phaseLook[phase]

export const gateLook = {
  pass: { tone: 'ok', icon: 'check', word: 'Passes' },
  fail: { tone: 'bad', icon: 'cross', word: 'Fails' },
  inconclusive: { tone: 'warn', icon: 'question', word: 'Inconclusive' },
  waiting: { tone: 'idle', icon: 'waiting', word: 'Waits' },
} as const satisfies Record<GateCheck['state'], StatusLook>

export const driverName = {
  'alb-weights': 'Load balancer weights',
  'ecs-native': 'ECS deployment strategy',
  'appconfig-flag': 'AppConfig feature flag',
  'cloudfront-cohort': 'CloudFront cohort',
  paired: 'Paired: cohort and weights',
} as const satisfies Record<RolloutDriverId, string>

/** What the percentage is a percentage of. */
export const shareWord = {
  'alb-weights': 'requests',
  'ecs-native': 'requests',
  'appconfig-flag': 'users',
  'cloudfront-cohort': 'visitors',
  paired: 'visitors',
} as const satisfies Record<RolloutDriverId, string>

/** Which halves of a deploy a driver can take in stages; none where it moves users to what runs already. */
const stagedScopes: Readonly<Record<RolloutDriverId, readonly ReleaseScope[]>> = {
  'alb-weights': ['both', 'backend'],
  'ecs-native': ['both', 'backend'],
  'cloudfront-cohort': ['both', 'frontend'],
  paired: ['both'],
  'appconfig-flag': [],
}

/** Whether the driver puts a new version beside the old one. */
export const deploysInStages = (driver: RolloutDriverId | null): boolean =>
  driver !== null && stagedScopes[driver].length > 0

export const canDeployInStages = (driver: RolloutDriverId | null, scope: ReleaseScope): boolean =>
  driver !== null && stagedScopes[driver].includes(scope)

/** The candidate by its version; behind a flag, the new path. */
export const candidateName = ({ candidate }: Pick<Rollout, 'candidate'>): string =>
  candidate?.version ?? 'the new path'

export const baselineName = ({ baseline }: Pick<Rollout, 'baseline'>): string =>
  baseline?.version ?? 'the old path'

export const isRunning = ({ phase }: Pick<Rollout, 'phase'>): boolean => phase !== 'ended'
