import type { Problem } from '@lockstep/shared-types/problem'
import { breachAction } from '../../domain/release/breach-action.ts'
import type { ReleaseFacts, StepContext, StepOutcome } from '../step-context.ts'

type Breached = {
  /** What the watch has found out, for when the version is kept. */
  readonly facts: Partial<ReleaseFacts>
  /** Why a person is asked whatever the policy says; null when the policy decides. */
  readonly mustAsk?: string | null
}

/**
 * What a breach sets off, by the environment's policy: a rollback at once, or a question to a person. The same question is
 * asked when nothing could be seen.
 */
export async function decideBreach(
  context: StepContext,
  problem: Problem,
  { facts, mustAsk = null }: Breached,
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
  const { action, because } =
    mustAsk === null
      ? breachAction(environment.release.onBreach, work.release)
      : { action: 'ask', because: mustAsk }
  if (action === 'rollback') return await rollBack(context, problem, `Automatic: ${said}`)
  const question = because === null ? said : `${said} ${because}`
  await ports.journal.setStatus(releaseId, 'awaiting-decision', question)
  await context.say(`Waits for a decision: ${question}`)
  for (;;) {
    const { abortRequested, decision, decisionReason } = await ports.journal.control(releaseId)
    if (abortRequested) return abortedAfter(problem)
    switch (decision) {
      case 'keep':
        await ports.journal.setStatus(releaseId, 'running', 'Kept by decision.')
        await context.say('Kept by decision.')
        return { kind: 'done', facts: { ...facts, watched: kept(problem, decisionReason) } }
      case 'rollback':
        return await rollBack(
          context,
          problem,
          `${problem.code === 'threshold-breached' ? 'Decided after a breach' : 'Decided'}: ${decisionReason ?? said}`,
        )
      case null:
        await context.sleep(environment.release.pollSeconds * 1000)
    }
  }
}

/** Whoever aborts does not take back what was measured of the version. What nobody could see says nothing of it. */
const abortedAfter = ({ code, detail }: Problem): StepOutcome =>
  code === 'threshold-breached'
    ? {
        kind: 'aborted',
        problem: {
          code,
          title: 'A threshold was breached, and the release was aborted then.',
          detail,
          remedy: 'Roll back, or release a version that is known to be good.',
        },
      }
    : { kind: 'aborted' }

/** The release ends well by somebody's word, and says so. */
const kept = ({ title, detail }: Problem, reason: string | null): string =>
  `${[title, detail].filter(Boolean).join(' ')} It was kept by decision${reason === null ? '' : `: ${reason}`}`

async function rollBack(context: StepContext, problem: Problem, reason: string): Promise<StepOutcome> {
  const { ports, releaseId, work } = context
  await ports.journal.endStep(releaseId, context.step, 'failed', problem)
  const before = work.release.from?.version ?? 'the version before'
  const what = problem.code === 'threshold-breached' ? 'A threshold was breached' : titleWords(problem)
  const outcome = `${what}; Lockstep rolls back to ${before}.`
  const started = await ports.rollBackAutomatically(work.release, { failure: problem, outcome }, reason)
  if (started.ok) return { kind: 'replaced' }
  return { kind: 'failed', problem: rollbackRefused(problem, before, started.problem) }
}

/** The breach is told together with what was refused and why: the new version still runs, and somebody has to act. */
function rollbackRefused(breach: Problem, before: string, refusal: Problem): Problem {
  // A blocked plan says in its detail which checks stand against it.
  const why = refusal.code === 'plan-blocked' && refusal.detail !== null ? refusal.detail : refusal.title
  return {
    ...breach,
    title: `${titleWords(breach)}, and the rollback to ${before} was refused: ${why}`,
    remedy: 'Open the roll back dialog and pick another version.',
  }
}

const titleWords = ({ title }: Problem): string => title.replace(/\.$/, '')
