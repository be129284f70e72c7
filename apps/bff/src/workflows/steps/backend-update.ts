import { deploymentSince, runsWell } from '../../domain/release/service-before.ts'
import { ok } from '../../domain/result.ts'
import { attempt } from '../poll.ts'
import type { ReleaseFacts, RunStep } from '../step-context.ts'
import { chooseTaskDefinition } from './choose-task-definition.ts'
import { keepBefore } from './keep-before.ts'

/** Tells the service to run the release's image: the planned task definition, or a new one made from today's. */
export const backendUpdate: RunStep = (context) =>
  attempt(context, async () => {
    const { ports, environment, releaseId, work } = context
    const arn = await chooseTaskDefinition(context)
    if (!arn.ok) return arn
    const described = await ports.deployer.describe(environment, arn.value)
    if (!described.ok) return described
    const service = await ports.deployer.service(environment)
    if (!service.ok) return service
    await ports.journal.setTaskDefinition(releaseId, arn.value)
    const facts: Partial<ReleaseFacts> = {
      taskDefinitionArn: arn.value,
      backendImage: described.value.image,
      deployedAt: context.startedAt,
    }
    const isNative = environment.rollout?.driver.type === 'ecs-native'
    const staged = work.plan.rollout !== null && isNative
    const before = await keepBefore(context, environment, service.value)
    // Asked for already, by this step before a crash. A deployment that ECS gave up counts too: the next step sees that.
    if (deploymentSince(service.value, arn.value, before) !== null)
      return ok({ ...facts, serviceBefore: before })
    // In stages there is nothing to shift without a deployment: then the same version is deployed once more.
    if (runsWell(service.value, arn.value) && !staged) return ok({ ...facts, serviceBefore: null })
    const force = service.value.taskDefinitionArn === arn.value
    const updated = await ports.deployer.update(environment, arn.value, { staged, force })
    if (!updated.ok) return updated
    await context.log([
      {
        source: 'lockstep',
        level: 'info',
        message: `Asked ECS to run ${arn.value.slice(arn.value.lastIndexOf('/') + 1)}${force ? ' in a new deployment: it is what the service asks for already' : ''}.`,
        onceKey: `update:${arn.value}`,
      },
    ])
    return ok({ ...facts, serviceBefore: before })
  })
