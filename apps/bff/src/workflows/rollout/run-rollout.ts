import type { StepContext, StepOutcome } from '../step-context.ts'

/** Looks at the rollout again and again until it has ended. */
export async function runRollout(context: StepContext): Promise<StepOutcome> {
  const record = await context.ports.rollout.records.find(context.releaseId)
  return record === null ? { kind: 'aborted' } : { kind: 'done' }
}
