import { albWeights, nearestAlbPercent } from '../../../../domain/rollout/alb-weights.ts'
import type { AlbWeightsConfig } from '../../../../domain/rollout/rollout-config.ts'
import type { TrafficDriver, TrafficState } from '../../../../domain/rollout/traffic.ts'
import type { AwsClientFactory, AwsClients } from '../../clients.ts'
import { refuse, toResult } from '../problem-error.ts'
import { checkOtherWays, movedRule } from './check-other-ways.ts'
import { checkCandidateService, checkRule } from './check-rule.ts'
import { withSplit, type Split } from './forward-action.ts'
import { expectMain, readHealthyHalves } from './healthy-halves.ts'
import type { createListenerRules, ListenerRule } from './listener-rule.ts'
import { findGroups, ruleWords, type RulePlace } from './rule-address.ts'

/** Moves the share of backend requests by the weights of two target groups in one forward action. */
export function createAlbWeightsDriver(
  aws: AwsClientFactory,
  onRule: ReturnType<typeof createListenerRules>,
  config: AlbWeightsConfig,
): TrafficDriver {
  const place: RulePlace = { rule: config.rule, groups: config.candidate.targetGroups }
  const stateOf = (split: Split): TrafficState => describeSplit(place, split)

  return {
    id: 'alb-weights',
    check: (environment) =>
      toResult(async () => {
        const clients = aws.for(environment)
        const [rule, candidate] = await Promise.all([
          onRule(environment, clients.elb, place, async (found) => [
            ...checkRule(place, found),
            await checkOtherWays(clients.elb, environment, movedRule(place, found)),
          ]),
          checkCandidateService(clients.ecs, environment, config.candidate),
        ])
        return [...rule, ...candidate]
      }),
    read: ({ environment }) =>
      toResult(async () => {
        const { elb } = aws.for(environment)
        const { split, groups } = await onRule(environment, elb, place, async (rule) => rule)
        // A candidate that the rule does not name may be gone altogether, which is said rather than 0 %.
        if (!split.namesBoth) await findGroups(elb, place.groups)
        return { ...stateOf(split), healthy: await readHealthyHalves(elb, groups) }
      }),
    write: ({ environment }, percent, { urgent }) =>
      toResult(async () => {
        const { elb } = aws.urgent(environment)
        return onRule(environment, elb, place, async (rule) =>
          stateOf(await setShare(elb, rule, place, percent, { dropSticky: urgent })),
        )
      }),
    finish: ({ environment }) =>
      toResult(async () => {
        const { elb } = aws.for(environment)
        await onRule(environment, elb, place, (rule) => setShare(elb, rule, place, 0, { dropSticky: true }))
      }),
  }
}

/**
 * Sets the weights unless they are there already. AWS keeps sending sticky callers to a group of weight 0:
 * `dropSticky` takes the candidate out of a sticky action at 0 %.
 */
export async function setShare(
  elb: AwsClients['elb'],
  rule: ListenerRule,
  place: RulePlace,
  percent: number,
  { dropSticky }: { readonly dropSticky: boolean },
): Promise<Split> {
  const { split, groups, actions } = rule
  if (percent < (split.percent ?? 0)) await expectMain(elb, groups)
  const weights = albWeights(percent) ?? notPossible(place, percent)
  const alone = percent === 0 && dropSticky && split.sticky
  if (split.percent === percent && split.namesBoth === !alone) return split
  await rule.modify(withSplit(actions, groups, alone ? null : weights))
  return { percent, namesBoth: !alone, sticky: split.sticky }
}

export function describeSplit({ rule, groups }: RulePlace, { percent }: Split): TrafficState {
  const settled = { settled: true, gone: 'no' } as const
  if (percent === null)
    return {
      ...settled,
      percent: 0,
      sentence: `Both weights of the ${ruleWords(rule)} are 0: its requests go nowhere.`,
    }
  return {
    ...settled,
    percent,
    sentence: `The ${ruleWords(rule)} sends ${percent} % of its requests to ${groups.candidate}.`,
  }
}

const notPossible = ({ rule }: RulePlace, percent: number): never =>
  refuse({
    code: 'percent-not-allowed',
    title: `The weights of a load balancer cannot give ${percent} %.`,
    detail: ruleWords(rule),
    remedy: `Weights are integers up to 999: take ${nearestAlbPercent(percent)} %.`,
  })
