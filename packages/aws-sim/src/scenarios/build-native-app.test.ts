import { expect, test } from 'vitest'
import { buildNativeApp } from './build-native-app.ts'
import { testingWorld } from './testing-world.ts'

test('a native app is a paired one whose service has two target groups and a rule that forwards to both', async () => {
  const world = testingWorld()
  const app = await buildNativeApp(world, {
    deploymentConfiguration: { strategy: 'CANARY', canaryConfiguration: { canaryPercent: 20 } },
  })
  const version = JSON.parse((await world.get(`${app.apiUrl}/version`)).text).version
  expect(version).toBe(app.version('current').version)
  const { primary, alternate } = app.targetGroups
  expect(primary.arn).toBe(app.targetGroupArn)
  const sizes = [primary, alternate].map(({ arn }) => world.elb.state.targetGroups.get(arn)?.targets.size)
  expect(sizes).toEqual([2, 0])

  world.ecs.registerTaskDefinition({
    family: 'storefront-production-api',
    containerDefinitions: [
      { name: app.container, image: app.version('next').image, portMappings: [{ containerPort: 8080 }] },
    ],
  })
  world.ecs.updateService(app.cluster, app.service, 'storefront-production-api')
  world.context.advance(10_000)
  const forward = world.elb.state.rules.get(app.productionRuleArn)?.actions[0]?.ForwardConfig
  expect(forward?.TargetGroups).toEqual([
    { TargetGroupArn: alternate.arn, Weight: 20 },
    { TargetGroupArn: primary.arn, Weight: 80 },
  ])
})
