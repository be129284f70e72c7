import { withRollout } from '../../../adapters/aws/traffic/testing/traffic-rig.ts'
import { noRelease } from '../../../adapters/aws/traffic/testing/traffic-rig.ts'
import { createTrafficDrivers } from '../../../adapters/aws/traffic/traffic-drivers.ts'
import type { Answers, WireRig } from '../corpus-case.ts'
import { defineCase } from '../corpus-case.ts'

async function checked({ environment, aws, built, world }: WireRig): Promise<Answers> {
  const candidate = built.rollout?.candidate
  const balancer = world.elb.state.loadBalancers.get(built.loadBalancerArn)
  if (!candidate || balancer === undefined) throw new Error('no rollout can run here')
  const nameOf = (arn: string) => world.elb.state.targetGroups.get(arn)?.name ?? ''
  const targetGroups = { main: nameOf(built.targetGroupArn), candidate: nameOf(candidate.targetGroupArn) }
  const { service } = candidate
  const rolledOut = withRollout(environment, {
    type: 'alb-weights',
    rule: { loadBalancer: balancer.name, port: 80, priority: 10 },
    candidate: { service, targetGroups },
  })
  const needs = await createTrafficDrivers(aws, noRelease)(rolledOut)?.check(rolledOut)
  if (needs?.ok !== true) throw new Error(JSON.stringify(needs))
  const wrong = needs.value.filter(({ ok, warns }) => !ok || warns)
  const status = wrong.some(({ ok }) => !ok) ? 'fail' : wrong.length > 0 ? 'warn' : 'ok'
  return { 'preflight:rollout-ready': { status, sentence: wrong.map(({ sentence }) => sentence).join(' ') } }
}

export const corpusCase = defineCase({
  id: 'M7',
  title: 'Another rule to the main group',
  world: 'Rule 10 has the weights; rule 5 forwards a part of the paths to the main group as well.',
  source: 'cases.md',
  right: {
    'preflight:rollout-ready': {
      status: ['warn', 'fail'],
      says: [/rule 5/, /\/api\/v1\/\*/],
      never: /rule 7/,
    },
  },
  wire: {
    options: { rollout: 'alb-weights' },
    change: ({ world, built }) => {
      const listener = [...world.elb.state.listeners.values()].find(
        ({ loadBalancerArn }) => loadBalancerArn === built.loadBalancerArn,
      )
      const rule = (priority: number, condition: { Field: string; Values: string[] }) =>
        world.elb.createRule({
          listenerArn: listener?.arn ?? '',
          priority,
          conditions: [condition],
          actions: [{ Type: 'forward', TargetGroupArn: built.targetGroupArn }],
        })
      rule(5, { Field: 'path-pattern', Values: ['/api/v1/*'] })
      rule(7, { Field: 'host-header', Values: ['elsewhere.example'] })
    },
    answers: checked,
  },
})
