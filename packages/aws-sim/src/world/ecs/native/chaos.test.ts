import type { DeploymentConfiguration } from '@aws-sdk/client-ecs'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import type { ServiceRecord } from '../model.ts'
import { tasksOf } from '../scheduler.ts'
import { createStage, type Stage } from '../test-kit.ts'
import { findRuleActions } from './traffic.ts'

type Act =
  | { readonly kind: 'deploy'; readonly tag: string; readonly configuration: DeploymentConfiguration }
  | { readonly kind: 'stop'; readonly rollback: boolean }
  | { readonly kind: 'answer'; readonly action: 'CONTINUE' | 'ROLLBACK' }
  | { readonly kind: 'scale'; readonly to: number }

const breaker = { deploymentCircuitBreaker: { enable: true, rollback: true } }
const pauses = [
  {
    targetType: 'PAUSE' as const,
    lifecycleStages: ['PRE_PRODUCTION_TRAFFIC_SHIFT' as const],
    timeoutConfiguration: { timeoutInMinutes: 1, action: 'CONTINUE' as const },
  },
]
const configurations: readonly DeploymentConfiguration[] = [
  { ...breaker, strategy: 'ROLLING', maximumPercent: 200, minimumHealthyPercent: 100 },
  { ...breaker, strategy: 'BLUE_GREEN', bakeTimeInMinutes: 0 },
  { ...breaker, strategy: 'CANARY', canaryConfiguration: { canaryPercent: 10, canaryBakeTimeInMinutes: 0 } },
  {
    ...breaker,
    strategy: 'LINEAR',
    linearConfiguration: { stepPercent: 50, stepBakeTimeInMinutes: 0 },
    lifecycleHooks: pauses,
  },
]

/** The service of the stage, steady, with a second target group and the listener's default rule as production rule. */
const open = () => {
  const stage = createStage()
  for (const tag of ['v2', 'v3', 'good']) stage.registry.put(tag)
  stage.registry.put('fails', { health: 'fail' })
  stage.registry.put('crashes', { health: 'crash' })
  const { elb, ecs } = stage.compute
  const alternate = elb.createTargetGroup({ name: 'shop-alternate' })
  const [listener] = elb.state.listeners.values()
  const TargetGroups = [stage.targetGroupArn, alternate.arn].map((TargetGroupArn, index) => ({
    TargetGroupArn,
    Weight: index === 0 ? 100 : 0,
  }))
  if (listener) listener.defaultActions = [{ Type: 'forward', ForwardConfig: { TargetGroups } }]
  const productionListenerRule = `${listener?.arn.replace(':listener/', ':listener-rule/')}/default`
  stage.steady({
    loadBalancers: [
      {
        targetGroupArn: stage.targetGroupArn,
        containerName: 'api',
        containerPort: 8080,
        advancedConfiguration: {
          alternateTargetGroupArn: alternate.arn,
          productionListenerRule,
          roleArn: 'arn:role',
        },
      },
    ],
  })
  const service = ecs.service('demo', 'shop')
  if (service === null) throw new Error('no service')
  return { stage, service, productionListenerRule, groups: [stage.targetGroupArn, alternate.arn] }
}

const act = ({ stage, service }: { stage: Stage; service: ServiceRecord }, what: Act): void => {
  const { ecs } = stage.compute
  switch (what.kind) {
    case 'deploy': {
      const definition = ecs.definitions.find(stage.define(what.tag))
      if (definition === null) throw new Error('no definition')
      service.configuration = what.configuration
      ecs.services.deploy(service, definition)
      return
    }
    case 'scale':
      service.desiredCount = what.to
      service.steady = false
      return ecs.reconcile(service)
    case 'stop':
      return void ecs.services.stopDeployment(service, what.rollback)
    case 'answer': {
      const [one] = service.serviceDeployments
      const hook = one?.native?.hooks.find(({ status }) => status === 'AWAITING_ACTION')
      if (one !== undefined && hook !== undefined)
        ecs.services.answerHook(service, one, hook.hookId, what.action)
    }
  }
}

const someAct: fc.Arbitrary<Act> = fc.oneof(
  fc.record({
    kind: fc.constant('deploy' as const),
    tag: fc.constantFrom('v2', 'v3', 'fails', 'crashes', 'missing'),
    configuration: fc.constantFrom(...configurations),
  }),
  fc.record({ kind: fc.constant('scale' as const), to: fc.integer({ min: 1, max: 4 }) }),
  fc.record({ kind: fc.constant('stop' as const), rollback: fc.boolean() }),
  fc.record({
    kind: fc.constant('answer' as const),
    action: fc.constantFrom('CONTINUE' as const, 'ROLLBACK' as const),
  }),
)

const status = async (stage: Stage): Promise<number> => {
  const [door] = stage.compute.elb.doors()
  const answer = await door?.answer({ method: 'GET', url: '/version', headers: {} })
  return answer?.status ?? 0
}

test('whatever is asked of a service that shifts traffic, nobody is refused, and the next good deployment takes all', async () => {
  const steps = fc.array(fc.record({ what: someAct, seconds: fc.integer({ min: 0, max: 12 }) }), {
    maxLength: 10,
  })
  const run = async (
    all: readonly { readonly what: Act; readonly seconds: number }[],
    configuration: DeploymentConfiguration,
  ): Promise<void> => {
    const world = open()
    const { stage, service } = world
    const pass = async (seconds: number): Promise<void> => {
      for (let second = 0; second < seconds; second += 1) {
        stage.context.advance(1000)
        expect(await status(stage)).toBe(200)
      }
    }
    for (const { what, seconds } of all) {
      act(world, what)
      expect(await status(stage)).toBe(200)
      await pass(seconds)
    }
    const good = stage.registry.pull(stage.registry.reference('good'))?.digest
    act(world, { kind: 'deploy', tag: 'good', configuration })
    // Two pauses of a minute, and time to start and to drain.
    await pass(240)

    expect(service.serviceDeployments[0]?.status).toBe('SUCCESSFUL')
    expect(service.serviceDeployments.filter(({ finishedAt }) => finishedAt === null)).toEqual([])
    expect(service.deployments).toHaveLength(1)
    const running = tasksOf(service).filter(({ lastStatus }) => lastStatus !== 'STOPPED')
    expect(running).toHaveLength(service.desiredCount)
    expect(new Set(running.map(({ containers }) => containers[0]?.digest))).toEqual(new Set([good]))
    const group = service.deployments[0]?.revision.loadBalancers[0]?.targetGroupArn
    const actions = findRuleActions(stage.compute.elb, world.productionListenerRule)?.actions
    const weights = actions?.[0]?.ForwardConfig?.TargetGroups
    const other = world.groups.find((arn) => arn !== group)
    expect(weights?.find(({ TargetGroupArn }) => TargetGroupArn === other)?.Weight ?? 0).toBe(0)
    const targets = world.groups.map((arn) => stage.compute.elb.state.targetGroups.get(arn)?.targets.size)
    expect(targets.toSorted()).toEqual([0, service.desiredCount])
  }
  await fc.assert(fc.asyncProperty(steps, fc.constantFrom(...configurations), run), { numRuns: 150, seed: 5 })
})
