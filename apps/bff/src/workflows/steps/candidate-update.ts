import type { Problem } from '@lockstep/shared-types/problem'
import { deploymentSince, runsWell } from '../../domain/release/service-before.ts'
import { fail, ok, type Result } from '../../domain/result.ts'
import { candidateEnvironment } from '../../domain/rollout/candidate-environment.ts'
import { attempt } from '../poll.ts'
import type { RunStep, StepContext } from '../step-context.ts'
import { chooseTaskDefinition } from './choose-task-definition.ts'
import { keepBefore } from './keep-before.ts'

/** Tells the candidate's service to run the release's image with as many tasks as the main service. */
export const candidateUpdate: RunStep = (context) =>
  attempt(context, async () => {
    const { ports, environment, releaseId } = context
    const candidate = candidateEnvironment(environment)
    if (candidate === null) return ok({})
    const idle = await expectIdle(context)
    if (!idle.ok) return idle
    const arn = await chooseTaskDefinition(context)
    if (!arn.ok) return arn
    const [main, service, described] = await Promise.all([
      ports.deployer.service(environment),
      ports.deployer.service(candidate),
      ports.deployer.describe(environment, arn.value),
    ])
    if (!main.ok) return main
    if (!service.ok) return service
    if (!described.ok) return described
    await ports.journal.setTaskDefinition(releaseId, arn.value)
    const facts = {
      taskDefinitionArn: arn.value,
      backendImage: described.value.image,
      deployedAt: context.startedAt,
    }
    const before = await keepBefore(context, candidate, service.value)
    if (deploymentSince(service.value, arn.value, before) !== null)
      return ok({ ...facts, serviceBefore: before })
    const isThere = runsWell(service.value, arn.value)
    if (isThere && service.value.desired > 0) return ok(facts)
    const updated = await ports.deployer.update(candidate, arn.value, {
      desired: Math.max(1, main.value.desired),
      force: !isThere && service.value.taskDefinitionArn === arn.value,
    })
    if (!updated.ok) return updated
    await context.log([
      {
        source: 'lockstep',
        level: 'info',
        message: `Asked ECS to run ${arn.value.slice(arn.value.lastIndexOf('/') + 1)} as the candidate.`,
        onceKey: `candidate:${arn.value}`,
      },
    ])
    return ok({ ...facts, serviceBefore: isThere ? null : before })
  })

/** Nobody may be on the candidate when it is replaced: an earlier release may have been broken off with traffic on it. */
async function expectIdle(context: StepContext): Promise<Result<void>> {
  const { ports, environment, releaseId, startedAt } = context
  const driver = ports.rollout.driverFor(environment)
  if (driver === null) return ok(undefined)
  const traffic = await driver.read({ environment, releaseId, startedAt })
  if (!traffic.ok) return traffic
  return traffic.value.percent === 0 ? ok(undefined) : fail(inUse(traffic.value.percent))
}

const inUse = (percent: number): Problem => ({
  code: 'rollout-foreign',
  title: `The candidate already gets ${percent} % of the traffic.`,
  detail: 'To replace it now would give users a version that nobody has watched.',
  remedy: 'Bring the traffic back to the main service, then release again.',
})
