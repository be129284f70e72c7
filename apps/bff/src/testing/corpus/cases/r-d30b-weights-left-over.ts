import { withRollout } from '../../../adapters/aws/traffic/testing/traffic-rig.ts'
import { environment, read, service, target } from '../../../domain/drift/testing/drift-fixture.ts'
import type { Forwarding } from '../../../domain/drift/forwarding.ts'
import { defineCase, type Answer, type BuiltWorld } from '../corpus-case.ts'
import { driftAnswers } from '../drift-answers.ts'

const { rollout } = withRollout(environment, {
  type: 'alb-weights',
  rule: { loadBalancer: 'shop', port: 443, priority: 'default' },
  candidate: { service: 'old', targetGroups: { main: 'shop', candidate: 'old' } },
})
const arn = (name: string) => `arn:aws:elasticloadbalancing:eu-west-1:1:targetgroup/${name}/0123`
const main = arn('shop')
const ofRule = (mine: number, other: number, ...[change, set]: Parameters<typeof driftAnswers>): Answer => {
  const rule: Forwarding = {
    where: 'default action of the load balancer shop, port 443',
    listenerArn: 'listener',
    groups: [
      { arn: main, weight: mine },
      { arn: arn('old'), weight: other },
    ],
  }
  const own = { ...target, targetGroupArn: main }
  return (
    driftAnswers(
      {
        service: read({ ...service, targetGroupArns: [main], targetGroups: [[main]] }),
        targets: read([own, { ...own, id: '10.0.0.2' }]),
        forwarding: read([rule]),
        ...change,
      },
      set,
    ).targets ?? { status: 'missing' }
  )
}

function shareWithAnother({ world, built }: BuiltWorld): void {
  const listener = [...world.elb.state.listeners.values()].find(
    ({ loadBalancerArn }) => loadBalancerArn === built.loadBalancerArn,
  )
  const candidate = built.rollout?.candidate
  if (listener === undefined || !candidate) throw new Error('there is nothing to share with')
  for (const rule of world.elb.state.rules.values())
    if (rule.listenerArn === listener.arn)
      rule.actions = weights(built.targetGroupArn, candidate.targetGroupArn)
  listener.defaultActions = weights(built.targetGroupArn, candidate.targetGroupArn)
}
const weights = (mine: string, other: string) => [
  {
    Type: 'forward' as const,
    ForwardConfig: {
      TargetGroups: [
        { TargetGroupArn: mine, Weight: 50 },
        { TargetGroupArn: other, Weight: 50 },
      ],
    },
  },
]

export const corpusCase = defineCase({
  id: 'R-D30b',
  title: 'Weights that were left in the listener',
  world:
    'The rule that leads to the service forwards half of the requests to the target group of another service. No rollout of Lockstep runs.',
  source: 'aws/containers-roadmap#2853',
  right: {
    targets: { status: 'fail', says: [/50 % of the requests/, /weights/] },
    'all elsewhere': { status: 'fail', says: /all requests to old and none/ },
    'weight of zero': { status: 'ok' },
    'a rollout does it': { status: 'ok' },
    drift: { status: 'fail' },
    exit: { status: '1' },
  },
  rules: () => ({
    targets: ofRule(50, 50),
    'all elsewhere': ofRule(0, 100),
    'weight of zero': ofRule(100, 0),
    'a rollout does it': ofRule(50, 50, { candidateVersion: 'v2' }, { rollout }),
  }),
  wire: { options: { rollout: 'alb-weights' }, change: shareWithAnother },
  server: true,
})
