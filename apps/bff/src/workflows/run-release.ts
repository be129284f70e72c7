import type { Problem } from '@lockstep/shared-types/problem'
import type { ReleaseStepId } from '@lockstep/shared-types/release'
import { withoutFullStop } from '../domain/drift/words.ts'
import { stateSentence } from '../domain/release/state-sentence.ts'
import type { ReleaseEnd, ReleaseJournal, ReleaseWork } from './ports.ts'
import { lastLook } from './last-look.ts'
import { leaveCandidate } from './leave-candidate.ts'
import { runStep, type StepRunnerDeps } from './run-step.ts'
import { noFacts, type ReleaseFacts, type StepOutcome } from './step-context.ts'

/** Runs `work` once and keeps its outcome: after a crash the outcome is read instead, or `work` runs again. */
export type Durably = <T>(name: string, work: () => Promise<T>) => Promise<T>

/**
 * A release from its first step to its end. Deterministic but for what `durably` keeps, so that the engine can
 * run it again from the start after a crash and arrive where it was.
 */
export async function runRelease(deps: StepRunnerDeps, durably: Durably, releaseId: string): Promise<void> {
  const { journal } = deps.ports
  const steps = await durably('begin', () => begin(deps, releaseId))
  let facts: ReleaseFacts = noFacts
  let outcome: StepOutcome = { kind: 'done' }
  for (const step of steps) {
    // One step after the other is what a release is.
    outcome = await durably(step, () => runStep(deps, releaseId, step, facts))
    if (outcome.kind !== 'done') break
    facts = { ...facts, ...outcome.facts }
  }
  if (outcome.kind === 'done')
    outcome = await durably('last-look', async () => {
      const work = await journal.load(releaseId)
      return work === null ? outcome : await lastLook(deps, work, facts)
    })
  if (outcome.kind === 'done') facts = { ...facts, ...outcome.facts }
  const isStaged = steps.includes('rollout')
  const left =
    isStaged && (outcome.kind === 'failed' || outcome.kind === 'aborted')
      ? await durably('leave-candidate', async () => {
          const work = await journal.load(releaseId)
          return work === null ? null : await leaveCandidate(deps, work)
        })
      : null
  await durably('end', async () => {
    const work = await journal.load(releaseId)
    const rollout = isStaged ? await deps.ports.rollout.records.find(releaseId) : null
    const isOffCandidate = rollout?.state.end?.how === 'zero'
    const abortedBy = outcome.kind === 'aborted' ? await journal.abortedBy(releaseId) : null
    const end = work === null ? null : endOf(work, outcome, facts, { left, isOffCandidate, abortedBy })
    if (end !== null) await journal.end(releaseId, end)
  })
}

async function begin({ ports }: StepRunnerDeps, releaseId: string): Promise<ReleaseStepId[]> {
  const { journal } = ports
  const work = await journal.load(releaseId)
  if (work === null) return []
  await journal.setStatus(releaseId, 'running', startedSentence(work))
  await journal.log(releaseId, [
    { source: 'lockstep', level: 'info', step: null, message: startedSentence(work), onceKey: 'begin' },
  ])
  return work.release.steps.map((step) => step.id)
}

function startedSentence({ release }: ReleaseWork): string {
  const version = release.artifact?.version ?? ''
  switch (release.kind) {
    case 'invalidate':
      return 'Invalidates the edge.'
    case 'rollback':
      return `Rolls back to ${version}.`
    case 'rollout':
      return 'Widens the rollout in stages.'
    case 'deploy':
    case 'promote':
    case 'publish':
      return `Releases ${version}.`
  }
}

type CandidateLeft = {
  /** What of a candidate could not be taken away. */
  readonly left: string | null
  /** The rollout was taken to zero, in an emergency perhaps after it had ended full. */
  readonly isOffCandidate: boolean
}
type Ended = CandidateLeft & { readonly abortedBy: Awaited<ReturnType<ReleaseJournal['abortedBy']>> }

/** How the release ends, in which state it leaves the environment; null when it has ended already. */
function endOf(
  { release, plan }: ReleaseWork,
  outcome: StepOutcome,
  { drift, watched, isUnproven }: ReleaseFacts,
  { left, isOffCandidate, abortedBy }: Ended,
): ReleaseEnd | null {
  const say = (...sentences: readonly (string | null)[]) => sentences.filter(Boolean).join(' ')
  const now = outcome.kind === 'failed' ? outcome.now : undefined
  const state = (problem: Problem | null) =>
    stateSentence(
      plan,
      release.steps,
      release.artifact,
      release.from,
      problem?.code === 'ecs-rolled-back',
      isOffCandidate,
      now,
    )
  switch (outcome.kind) {
    case 'done':
      return {
        status: 'succeeded',
        outcome: say(successSentence(release, isUnproven), watched, drift),
        failure: null,
        isUnproven: isUnproven && release.scope !== 'frontend',
      }
    case 'failed':
      return {
        status: 'failed',
        outcome: say(outcome.problem.title, outcome.state ?? state(outcome.problem), left),
        failure: outcome.problem,
      }
    case 'aborted': {
      const problem: Problem = outcome.problem ?? {
        code: 'aborted',
        title: abortedBy === null ? 'The release was aborted.' : `${abortedBy.name} aborted the release.`,
        detail: abortedBy?.reason ?? null,
        remedy: 'Release again, or roll back.',
      }
      const how = outcome.state ?? state(problem)
      const why = outcome.problem === undefined ? problem.detail : null
      const title =
        why === null ? problem.title : `${withoutFullStop(problem.title)}: ${withoutFullStop(why)}.`
      return { status: 'aborted', outcome: say(title, how, left), failure: problem }
    }
    case 'replaced':
      return null
  }
}

function successSentence({ kind, scope, artifact }: ReleaseWork['release'], isUnproven: boolean): string {
  if (kind === 'invalidate')
    return 'The edge has forgotten its copies; it fetches each file anew when someone asks for it.'
  if (kind === 'rollout') return 'The rollout is at 100 %: everybody is on the new path.'
  const version = artifact?.version ?? 'the version'
  if (isUnproven && scope !== 'frontend') {
    const frontend = scope === 'both' ? ` The frontend serves ${version}.` : ''
    return `The service is scaled to zero: it is told to run ${version}, no task does; nothing showed whether it is healthy.${frontend}`
  }
  return scope === 'both' ? `Both halves run ${version}.` : `The ${scope} runs ${version}.`
}
