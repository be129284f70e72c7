import { withRollout } from '../../../adapters/aws/traffic/testing/traffic-rig.ts'
import { environment, read, service, target } from '../../../domain/drift/testing/drift-fixture.ts'
import type { Forwarding } from '../../../domain/drift/forwarding.ts'
import { defineCase, type Answer } from '../corpus-case.ts'
import { driftAnswers } from '../drift-answers.ts'

const { rollout } = withRollout(environment, {
  type: 'alb-weights',
  rule: { loadBalancer: 'shop', port: 443, priority: 'default' },
  candidate: { service: 'shop-next', targetGroups: { main: 'shop', candidate: 'shop-next' } },
})
const arn = (name: string) => `arn:aws:elasticloadbalancing:eu-west-1:1:targetgroup/${name}/0123`
const weights = (main: number, candidate: number): Answer => {
  const rule: Forwarding = {
    where: 'rule 10 of the load balancer shop, port 443',
    listenerArn: 'listener',
    groups: [
      { arn: arn('shop'), weight: main },
      { arn: arn('shop-next'), weight: candidate },
    ],
  }
  const own = { ...target, targetGroupArn: arn('shop') }
  const change = {
    service: read({ ...service, targetGroupArns: [arn('shop')], targetGroups: [[arn('shop')]] }),
    targets: read([own, { ...own, id: '10.0.0.2' }]),
    forwarding: read([rule]),
  }
  return driftAnswers(change, { rollout }).targets ?? { status: 'missing' }
}

export const corpusCase = defineCase({
  id: 'R-S1',
  title: 'A rollout that was full, and a main half that failed',
  world:
    'All traffic is on the candidate; the deployment of the main half then failed, and the release ended. Nobody has moved the traffic back.',
  source: 'https://github.com/spinnaker/spinnaker/issues/6973',
  right: {
    all: { status: 'fail', says: [/all requests.*candidate/, /Emergency/], never: /another service/ },
    half: { status: 'fail', says: [/50 %.*candidate/, /Emergency/], never: /another service/ },
    none: { status: 'ok' },
  },
  rules: () => ({ all: weights(0, 100), half: weights(50, 50), none: weights(100, 0) }),
})
