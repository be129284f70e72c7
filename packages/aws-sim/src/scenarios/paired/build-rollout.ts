import type { Action } from '@aws-sdk/client-elastic-load-balancing-v2'
import type { RuleRecord } from '../../world/elb/types.ts'
import { buildCandidate } from './build-candidate.ts'
import type { Backend } from './build-backend.ts'
import { buildCohort, type Cohort } from './build-cohort.ts'
import type { PairedWorld } from './paired-world.ts'
import type { PairedEnvironmentSpec } from './spec.ts'

/** What an environment has besides its two halves so that a rollout can run in it. */
export type RolloutResources = {
  /** The service that runs the new version beside the main one, without tasks between rollouts; null without. */
  readonly candidate: { readonly service: string; readonly targetGroupArn: string } | null
  /** The rule whose weights, or whose cohort, a rollout changes; null without. */
  readonly rule: { readonly arn: string; readonly priority: number } | null
  /** Where visitors are told apart; null without. */
  readonly cohort: Cohort | null
}

/** Priority of the rule whose weights move, and of the rule that looks for a cohort. */
const rulePriorities = { 'alb-weights': 10, paired: 5 } as const

/** Adds what the driver of the specification needs; nothing else of the environment changes. */
export function buildRollout(
  world: PairedWorld,
  spec: PairedEnvironmentSpec,
  backend: Backend,
): RolloutResources | null {
  switch (spec.rollout) {
    case undefined:
      return null
    case 'cloudfront-cohort':
      return { candidate: null, rule: null, cohort: buildCohort(world, spec) }
    case 'alb-weights': {
      const candidate = buildCandidate(world, spec, backend)
      return { candidate, rule: weightedRule(world, backend, candidate.targetGroupArn), cohort: null }
    }
    case 'paired': {
      const candidate = buildCandidate(world, spec, backend)
      return {
        candidate,
        rule: cohortRule(world, backend, candidate.targetGroupArn),
        cohort: buildCohort(world, spec),
      }
    }
  }
}

function weightedRule({ elb }: PairedWorld, backend: Backend, candidateArn: string): RuleRecord {
  return elb.createRule({
    listenerArn: backend.listenerArn,
    priority: rulePriorities['alb-weights'],
    conditions: [{ Field: 'path-pattern', Values: ['/*'] }],
    actions: [allToMain(backend, candidateArn)],
  })
}

/** The candidate is named with weight 0: a target group that no rule names has its targets neither checked nor healthy. */
const allToMain = (backend: Backend, candidateArn: string): Action => ({
  Type: 'forward',
  ForwardConfig: {
    TargetGroups: [
      { TargetGroupArn: backend.targetGroupArn, Weight: 100 },
      { TargetGroupArn: candidateArn, Weight: 0 },
    ],
  },
})

/** Looks for a cohort that nobody is in, and would send it where everybody goes. */
function cohortRule({ elb }: PairedWorld, backend: Backend, candidateArn: string): RuleRecord {
  const HttpHeaderConfig = { HttpHeaderName: 'Cookie', Values: ['*lockstep-cohort=none-candidate.*'] }
  return elb.createRule({
    listenerArn: backend.listenerArn,
    priority: rulePriorities.paired,
    conditions: [{ Field: 'http-header', HttpHeaderConfig }],
    actions: [allToMain(backend, candidateArn)],
  })
}
