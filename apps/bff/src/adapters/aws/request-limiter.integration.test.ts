import { DescribeServicesCommand, ListServicesCommand, ListTasksCommand } from '@aws-sdk/client-ecs'
import { DescribeLoadBalancersCommand, DescribeRulesCommand } from '@aws-sdk/client-elastic-load-balancing-v2'
import { startSimulator } from '@lockstep/aws-sim/simulator'
import { expect, it } from 'vitest'
import { createAwsClientFactory } from './clients.ts'
import { useSimulator } from './testing/paired-environment.ts'

it('never meets a limit of AWS, however much is asked at once', async () => {
  const simulator = await startSimulator({ clock: { manual: true }, budgets: 'aws' })
  const { world, clock } = simulator
  world.ecs.createCluster('main')
  useSimulator(simulator)
  const factory = createAwsClientFactory({
    maxAttempts: 1,
    deadlineMilliseconds: 60_000,
    waiting: {
      monotonic: () => clock.now(),
      // The world's time passes only while somebody waits for a turn.
      wait: async (milliseconds) => {
        await new Promise(setImmediate)
        clock.advance(milliseconds)
      },
    },
  })
  const { ecs, elb } = factory.for({ aws: { region: 'eu-west-1', roleArn: null, externalId: null } })
  const asked = [
    () => ecs.send(new DescribeServicesCommand({ cluster: 'main', services: ['none'] })),
    () => ecs.send(new ListServicesCommand({ cluster: 'main' })),
    () => ecs.send(new ListTasksCommand({ cluster: 'main' })),
    () => elb.send(new DescribeLoadBalancersCommand({})),
    () => elb.send(new DescribeRulesCommand({ RuleArns: [] })).catch(notThere),
  ]
  try {
    const calls = Array.from({ length: 80 }, () => asked.map((ask) => ask())).flat()
    await expect(Promise.all(calls)).resolves.toHaveLength(400)
  } finally {
    factory.close()
    await simulator.close()
  }
})

function notThere(error: unknown): void {
  if (error instanceof Error && /throttl/i.test(error.name)) throw error
}
