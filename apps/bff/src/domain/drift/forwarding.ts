import type { Environment } from '../environment.ts'
import type { Observation } from './observation.ts'
import { instructions } from './remedies.ts'
import { need, type Finding, type Need } from './rule.ts'

/** A place of a load balancer that forwards to a target group of the service, with all that it forwards to. */
export type Forwarding = {
  /** `rule 10 of the load balancer shop, port 443`. */
  readonly where: string
  readonly listenerArn: string
  readonly groups: readonly { readonly arn: string; readonly weight: number }[]
}

const nameOf = (arn: string): string => arn.split('/')[1] ?? arn
const sum = (groups: Forwarding['groups']): number => groups.reduce((total, { weight }) => total + weight, 0)

const wordsOf = ({ where, groups }: Forwarding): string =>
  `${where}: ${groups.map(({ arn, weight }) => `${nameOf(arn)} ${weight}`).join(', ')}`

/** None where nobody asked. */
export const needForwarding = ({ forwarding }: Observation): Need[] =>
  forwarding === undefined
    ? []
    : [
        need(
          'where the load balancer sends requests',
          forwarding,
          (rules) => rules.map(wordsOf).join('; ') || 'no rule forwards to the service',
        ),
      ]

/**
 * A rule that shares the requests between this service and others, or gives it none: users get answers of something that
 * nobody looks at here. A rollout of Lockstep does so on purpose.
 */
export function sharedWithOthers(o: Observation, { rollout }: Pick<Environment, 'rollout'>): Finding | null {
  if (o.forwarding?.state !== 'read' || o.service.state !== 'read') return null
  const own = new Set(o.service.value.targetGroupArns)
  const rules = o.forwarding.value
  const candidate =
    rollout !== null && 'candidate' in rollout.driver ? rollout.driver.candidate.targetGroups.candidate : null
  const isRollingOut = o.releaseActive || (o.candidateVersion ?? null) !== null
  const gets = ({ groups }: Forwarding): number => sum(groups.filter(({ arn }) => own.has(arn)))
  const found = rules.flatMap((rule) => {
    const others = rule.groups.filter(({ arn, weight }) => weight > 0 && !own.has(arn))
    const isCandidates = others.every(({ arn }) => nameOf(arn) === candidate)
    if (others.length === 0 || (isCandidates && isRollingOut)) return []
    // A rule may leave the service out where another one of the same listener does not.
    const isLeftOut =
      gets(rule) === 0 && rules.some((other) => other.listenerArn === rule.listenerArn && gets(other) > 0)
    return isLeftOut ? [] : [{ rule, others, isCandidates }]
  })
  const [worst] = found.toSorted((a, b) => gets(a.rule) - gets(b.rule))
  if (worst === undefined) return null
  const { rule, others, isCandidates } = worst
  const [mine, theirs] = [gets(rule), sum(others)]
  const percent = Math.round((theirs / (mine + theirs)) * 1000) / 10
  const names = others.map(({ arn }) => nameOf(arn)).join(' and ')
  // By AWS alone nobody knows of a rollout.
  const mayBeRollout = isCandidates && o.lastRelease.state === 'unreadable'
  const role = isCandidates ? 'the candidate of rollouts' : 'which is not of this service'
  const what =
    mine === 0
      ? `The ${rule.where} sends all requests to ${names}${isCandidates ? `, ${role},` : ''} and none to this service`
      : `The ${rule.where} sends ${percent} % of the requests to ${names} (weights ${mine}:${theirs}), ${role}`
  const get = mine === 0 ? 'all users get' : 'so many users get'
  return {
    status: mayBeRollout ? 'unknown' : 'fail',
    half: 'backend',
    expected: 'all requests to this service',
    observed: wordsOf(rule),
    sentence: mayBeRollout
      ? `${what}. Whether a rollout of Lockstep does that now is not known here.`
      : isCandidates
        ? `${what}, though no rollout runs: ${get} what the candidate runs, whatever the main half runs. Emergency brings them back where a rollout of Lockstep left them there; any release does so too.`
        : `${what}: users get answers of another service, whatever this one runs.`,
    remedy: instructions(
      'Look at the weights',
      `Find out who set them. If nobody needs ${names} any more, let the ${rule.where} forward to ${[...own].map(nameOf).join(' or ')} alone.`,
    ),
  }
}
