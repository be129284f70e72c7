import type { ReleaseWork } from './ports.ts'
import { stillAsReleased } from './released.ts'
import type { StepRunnerDeps } from './run-step.ts'
import { forever } from './signals.ts'
import type { ReleaseFacts, StepOutcome } from './step-context.ts'

/** What is no certain news may be a late answer: it is looked at so often before it counts. */
const looks = 3

/**
 * Before a release is called a success: whether what it brought is still there. Others deploy too, and a release that says
 * that both halves run its version while they run something else is worse than one that failed.
 */
export async function lastLook(
  deps: StepRunnerDeps,
  work: ReleaseWork,
  facts: ReleaseFacts,
): Promise<StepOutcome> {
  const { signals, ports, clock, findEnvironment } = deps
  const environment = findEnvironment(work.release)
  if (environment === null || work.release.artifact === null) return { kind: 'done' }
  for (let look = 1; ; look += 1) {
    // The process stops: it is looked at again at the next start.
    if (signals.stopping()) await forever()
    const found = stillAsReleased({ work, facts, clock }, await ports.observe(environment), environment)
    if (found.state === 'same') return { kind: 'done' }
    const isOver = look >= looks
    if (found.state === 'other' && (found.isCertain || isOver))
      return { kind: 'failed', problem: found.problem, now: found.now }
    if (found.state === 'unknown' && isOver)
      return { kind: 'done', facts: { watched: [facts.watched, found.sentence].filter(Boolean).join(' ') } }
    await signals.sleep(work.release.id, environment.release.pollSeconds * 1000)
  }
}
