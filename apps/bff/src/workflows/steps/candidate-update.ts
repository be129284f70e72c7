import type { Problem } from '@lockstep/shared-types/problem'
import type { ServiceState } from '../../domain/drift/observation.ts'
import { fail, ok, type Result } from '../../domain/result.ts'
import { candidateEnvironment } from '../../domain/rollout/candidate-environment.ts'
import { attempt } from '../poll.ts'
import type { RunStep, StepContext } from '../step-context.ts'
import { chooseTaskDefinition } from './choose-task-definition.ts'

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
    if (asked(service.value, arn.value, context.startedAt)) return ok(facts)
    const before = service.value.deployments.find(({ status }) => status === 'PRIMARY')?.id ?? null
    const updated = await ports.deployer.update(candidate, arn.value, {
      desired: Math.max(1, main.value.desired),
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
    return ok({ ...facts, deploymentBefore: before })
  })

/** Asked for already, by this step before a crash. A deployment that ECS gave up counts too, so that the next step sees it. */
const asked = ({ taskDefinitionArn, desired, deployments }: ServiceState, arn: string, since: string) =>
  (taskDefinitionArn === arn && desired > 0) ||
  deployments.some((deployment) => deployment.taskDefinitionArn === arn && deployment.createdAt >= since)

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
