import type { Problem } from '@lockstep/shared-types/problem'
import { breachAction } from '../../domain/release/breach-action.ts'
import type { ReleaseFacts, StepContext, StepOutcome } from '../step-context.ts'

/** What a breach sets off, by the environment's policy: a rollback at once, or a question to a person. */
export async function decideBreach(
  context: StepContext,
  problem: Problem,
  facts: Partial<ReleaseFacts>,
): Promise<StepOutcome> {
  const { environment, ports, releaseId, work } = context
  await context.log([
    {
      source: 'lockstep',
      level: 'error',
      message: `${problem.title} ${problem.detail ?? ''}`.trim(),
      onceKey: 'watch-breach',
    },
  ])
  const said = problem.detail ?? problem.title
  const { action, because } = breachAction(environment.release.onBreach, work.release)
  if (action === 'rollback') return await rollBack(context, problem, `Automatic: ${said}`)
  const question = because === null ? said : `${said} ${because}`
  await ports.journal.setStatus(releaseId, 'awaiting-decision', question)
  await context.say(`Waits for a decision: ${question}`)
  /* oxlint-disable no-await-in-loop -- each look waits for the one before */
  for (;;) {
    const { abortRequested, decision } = await ports.journal.control(releaseId)
    if (abortRequested) return { kind: 'aborted' }
    switch (decision) {
      case 'keep':
        await ports.journal.setStatus(releaseId, 'running', 'Kept by decision.')
        await context.say('Kept by decision.')
        return { kind: 'done', facts }
      case 'rollback':
        return await rollBack(context, problem, `Decided after a breach: ${problem.detail ?? problem.title}`)
      case null:
        await context.sleep(environment.release.pollSeconds * 1000)
    }
  }
  /* oxlint-enable no-await-in-loop */
}

async function rollBack(context: StepContext, problem: Problem, reason: string): Promise<StepOutcome> {
  const { ports, releaseId, work } = context
  await ports.journal.endStep(releaseId, context.step, 'failed', problem)
  const outcome = `A threshold was breached; Lockstep rolls back to ${work.release.from?.version ?? 'the version before'}.`
  const started = await ports.rollBackAutomatically(work.release, { failure: problem, outcome }, reason)
  if (started.ok) return { kind: 'replaced' }
  const detail = `${problem.detail ?? ''} The rollback could not be started: ${started.problem.title} ${started.problem.detail ?? ''}`
  return { kind: 'failed', problem: { ...problem, detail: detail.trim() } }
}
