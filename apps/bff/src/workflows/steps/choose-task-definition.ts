import { fail, ok, type Result } from '../../domain/result.ts'
import type { StepContext } from '../step-context.ts'

/** ARN of the task definition with the release's image: the planned one, or a new one made from today's. */
export async function chooseTaskDefinition(context: StepContext): Promise<Result<string>> {
  const { ports, environment, work, releaseId } = context
  if (work.taskDefinitionArn !== null) return ok(work.taskDefinitionArn)
  const planned = work.plan.taskDefinition
  if (planned?.reused === true && planned.to !== null) {
    const described = await ports.deployer.describe(environment, planned.to)
    if (described.ok && described.value.active) return ok(planned.to)
    if (!described.ok && described.problem.code !== 'aws-not-found') return described
  }
  const { artifact } = work.release
  const baseArn = planned?.base ?? work.basis.taskDefinitionArn
  if (artifact === null || baseArn === null)
    return fail({
      code: 'aws-not-found',
      title: 'The task definition to start from could not be read.',
      detail: null,
      remedy: 'Compute the plan again.',
    })
  const { commit } = work.basis
  return await ports.deployer.register(environment, { baseArn, artifact, commit, releaseId })
}
