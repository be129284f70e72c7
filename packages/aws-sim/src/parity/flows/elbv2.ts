import {
  DescribeListenersCommand,
  DescribeLoadBalancersCommand,
  DescribeRulesCommand,
  DescribeTargetGroupsCommand,
  DescribeTargetHealthCommand,
  ModifyListenerCommand,
  ModifyRuleCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2'
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts'
import { noted, step, type Flow, type Run } from '../flow.ts'

const id = '0123456789abcdef'
const arnOf = (run: Run, resource: string): string =>
  `arn:aws:elasticloadbalancing:${run.region}:${noted(run, 'account')}:${resource}`
const listener = (run: Run) => arnOf(run, `listener/app/lockstep-parity-none/${id}/${id}`)
const rule = (run: Run) => arnOf(run, `listener-rule/app/lockstep-parity-none/${id}/${id}/${id}`)
const group = (run: Run) => arnOf(run, `targetgroup/lockstep-parity-none/${id}`)

/** Load balancers cost and need a network, so only what is not there is asked. */
export const elbFlow: Flow = {
  service: 'elbv2',
  makes: null,
  steps: [
    step('the account', async (run) => {
      const { Account = '' } = await run.clients.sts.send(new GetCallerIdentityCommand({}))
      run.notes.set('account', Account)
      return {}
    }),
    step('a load balancer by a name that is not there', ({ clients }) =>
      clients.elb.send(new DescribeLoadBalancersCommand({ Names: ['lockstep-parity-none'] })),
    ),
    step('a load balancer by an ARN that is not there', (run) =>
      run.clients.elb.send(
        new DescribeLoadBalancersCommand({
          LoadBalancerArns: [arnOf(run, `loadbalancer/app/lockstep-parity-none/${id}`)],
        }),
      ),
    ),
    step('a load balancer by what is no ARN', ({ clients }) =>
      clients.elb.send(new DescribeLoadBalancersCommand({ LoadBalancerArns: ['not-an-arn'] })),
    ),
    step('a target group by a name that is not there', ({ clients }) =>
      clients.elb.send(new DescribeTargetGroupsCommand({ Names: ['lockstep-parity-none'] })),
    ),
    step('a target group by an ARN that is not there', (run) =>
      run.clients.elb.send(new DescribeTargetGroupsCommand({ TargetGroupArns: [group(run)] })),
    ),
    step('the health of no target group', (run) =>
      run.clients.elb.send(new DescribeTargetHealthCommand({ TargetGroupArn: group(run) })),
    ),
    step('listeners of nothing named', ({ clients }) => clients.elb.send(new DescribeListenersCommand({}))),
    step('a listener that is not there', (run) =>
      run.clients.elb.send(new DescribeListenersCommand({ ListenerArns: [listener(run)] })),
    ),
    step('rules of nothing named', ({ clients }) => clients.elb.send(new DescribeRulesCommand({}))),
    step('rules of a listener that is not there', (run) =>
      run.clients.elb.send(new DescribeRulesCommand({ ListenerArn: listener(run) })),
    ),
    step('a rule that is not there', (run) =>
      run.clients.elb.send(new DescribeRulesCommand({ RuleArns: [rule(run)] })),
    ),
    step('a page that is too large', ({ clients }) =>
      clients.elb.send(new DescribeLoadBalancersCommand({ PageSize: 401 })),
    ),
    step('to change a rule that is not there', (run) =>
      run.clients.elb.send(
        new ModifyRuleCommand({
          RuleArn: rule(run),
          Actions: [{ Type: 'forward', TargetGroupArn: group(run) }],
        }),
      ),
    ),
    step('to change a listener that is not there', (run) =>
      run.clients.elb.send(new ModifyListenerCommand({ ListenerArn: listener(run), Port: 8080 })),
    ),
  ],
}
