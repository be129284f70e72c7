import type { Plan } from '@lockstep/shared-types/plan'
import type { Problem } from '@lockstep/shared-types/problem'
import { fail, ok, type Result } from '../../domain/result.ts'
import type { StepContext } from '../step-context.ts'

/** ARN of the task definition with the release's image: the planned one, or a new one made from today's. */
export async function chooseTaskDefinition(context: StepContext): Promise<Result<string>> {
  const { ports, environment, work, releaseId } = context
  if (work.taskDefinitionArn !== null) return ok(work.taskDefinitionArn)
  const { artifact } = work.release
  if (artifact === null) return fail(noArtifact)
  const planned = await plannedDefinition(context)
  if (!planned.ok) return planned
  const { base, to, reused } = planned.value
  if (reused && to !== null) {
    const described = await ports.deployer.describe(environment, to)
    if (described.ok && described.value.active) return ok(to)
    if (!described.ok && described.problem.code !== 'aws-not-found') return described
  }
  const { commit } = work.basis
  return await ports.deployer.register(environment, { baseArn: base, artifact, commit, releaseId })
}

/** As the plan says it. One that could not read what runs, as in an emergency that waits for nothing, is made up for now. */
async function plannedDefinition({
  ports,
  environment,
  work,
}: StepContext): Promise<Result<NonNullable<Plan['taskDefinition']>>> {
  const { taskDefinition } = work.plan
  return taskDefinition === null ? await ports.planDefinitionAgain(environment, work) : ok(taskDefinition)
}

const noArtifact: Problem = {
  code: 'internal',
  title: 'The release has no artifact to run.',
  detail: null,
  remedy: 'Release again.',
}
