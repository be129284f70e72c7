import type { Action, TargetGroupTuple } from '@aws-sdk/client-elastic-load-balancing-v2'
import { percentOfWeights, type AlbWeights } from '../../../../domain/rollout/alb-weights.ts'

/** ARNs of the two target groups. */
export type GroupArns = { readonly main: string; readonly candidate: string }

/** How the actions of a rule share the requests between the two target groups. */
export type Split = {
  /** The candidate's share; null when both weights are 0, which serves nobody. */
  readonly percent: number | null
  /** Both groups stand in the action, be it with weight 0: only then AWS checks the candidate's health. */
  readonly namesBoth: boolean
  /** Callers stay with their target group, even when its weight has become 0. */
  readonly sticky: boolean
}

/** Reads the share; a string says why these actions are none that Lockstep moves. */
export function readSplit(actions: readonly Action[], groups: GroupArns): Split | string {
  const forward = actions.find(({ Type }) => Type === 'forward')
  if (forward === undefined)
    return `It answers with ${actions.at(-1)?.Type ?? 'nothing'} and forwards nowhere.`
  const tuples = tuplesOf(forward)
  const other = tuples.find((tuple) => !isOurs(tuple, groups) && weightOf(tuple) > 0)
  if (other !== undefined) return `It forwards to the target group ${nameOf(other.TargetGroupArn)} as well.`
  const named = (arn: string) => tuples.find(({ TargetGroupArn }) => TargetGroupArn === arn)
  const [main, candidate] = [named(groups.main), named(groups.candidate)]
  return {
    percent: percentOfWeights({ main: weightOf(main), candidate: weightOf(candidate) }),
    namesBoth: main !== undefined && candidate !== undefined,
    sticky: forward.ForwardConfig?.TargetGroupStickinessConfig?.Enabled === true,
  }
}

/** The same actions with these weights; null leaves the candidate out, so that nobody can stick to it. */
export function withSplit(
  actions: readonly Action[],
  groups: GroupArns,
  weights: AlbWeights | null,
): Action[] {
  return actions.map((action) => {
    if (action.Type !== 'forward') return sendable(action)
    const others = tuplesOf(action).filter((tuple) => !isOurs(tuple, groups))
    // With more than one group, AWS refuses an action that names one of them outside ForwardConfig.
    const { TargetGroupArn: _lone, ForwardConfig, ...rest } = action
    const TargetGroups: TargetGroupTuple[] = [
      { TargetGroupArn: groups.main, Weight: weights?.main ?? 1 },
      ...(weights === null ? [] : [{ TargetGroupArn: groups.candidate, Weight: weights.candidate }]),
      ...others,
    ]
    return { ...rest, ForwardConfig: { ...ForwardConfig, TargetGroups } }
  })
}

/** AWS never tells the client secret of a sign-in, and takes the action back only with the word to keep it. */
function sendable(action: Action): Action {
  if (action.AuthenticateOidcConfig === undefined) return action
  return {
    ...action,
    AuthenticateOidcConfig: { ...action.AuthenticateOidcConfig, UseExistingClientSecret: true },
  }
}

function tuplesOf({ ForwardConfig, TargetGroupArn }: Action): readonly TargetGroupTuple[] {
  const tuples = ForwardConfig?.TargetGroups ?? []
  if (tuples.length > 0) return tuples
  return TargetGroupArn === undefined ? [] : [{ TargetGroupArn, Weight: 1 }]
}

const isOurs = ({ TargetGroupArn }: TargetGroupTuple, { main, candidate }: GroupArns): boolean =>
  TargetGroupArn === main || TargetGroupArn === candidate

/** A group without a weight has 1. */
const weightOf = (tuple: TargetGroupTuple | undefined): number =>
  tuple === undefined ? 0 : (tuple.Weight ?? 1)

/** `name` of `…:targetgroup/name/id`. */
const nameOf = (arn = ''): string => arn.split('/')[1] ?? arn
