import type { ArtifactRef } from '@lockstep/shared-types/artifact'
import { lockstepActor } from '../../domain/release/actors.ts'
import { backoffMilliseconds } from '../../domain/release/retryable.ts'
import { leave } from '../../domain/rollout/leave.ts'
import { newRollout } from '../../domain/rollout/new-rollout.ts'
import type { RolloutChange, RolloutRecord } from '../../domain/rollout/rollout-record.ts'
import type { StepContext, StepOutcome } from '../step-context.ts'
import { keepProblem } from './keep-problem.ts'
import { notConfigured } from './own-driver.ts'
import { progressOf, rolloutSentence } from './rollout-sentence.ts'
import { rolloutOutcome } from './rollout-outcome.ts'
import { tick, type Ticked } from './tick.ts'
import { waitsForMain } from './waits-for-main.ts'

/**
 * Looks at the rollout again and again until it has ended: a durable step without a time limit. All that matters is in
 * its row, so that it may begin anew at any point. What goes wrong with Lockstep itself is tried again for ever: a release
 * that gave up would leave users on a version that nobody watches.
 */
export async function runRollout(context: StepContext): Promise<StepOutcome> {
  const { releaseId, environment, ports, clock } = context
  const deps = { ports: ports.rollout, candidate: ports.candidate, clock }
  let said: Said = { sentence: '', isProblem: false }
  for (let failures = 0; ;) {
    try {
      const ready = await prepare(context)
      if (ready !== null) return ready
      const ticked = await tick(deps, environment, releaseId)
      const outcome = ticked === null ? null : rolloutOutcome(ticked.record)
      if (outcome !== null) return outcome
      if (ticked !== null) said = await tell(context, ticked, said)
      failures = 0
      const { nextLookSeconds } = ticked ?? { nextLookSeconds: 0 }
      if (nextLookSeconds > 0) await context.sleep(nextLookSeconds * 1000)
    } catch (error) {
      failures += 1
      await say(context, `Lockstep could not look: ${error instanceof Error ? error.message : String(error)}`)
      await context.sleep(backoffMilliseconds(failures + 1))
    }
  }
}

type Said = { readonly sentence: string; readonly isProblem: boolean }

/** Says how it stands, where that is news; gives what it said. */
async function tell(context: StepContext, { record, problem }: Ticked, said: Said): Promise<Said> {
  const { releaseId, ports } = context
  if (problem !== null) await keepProblem(ports.rollout.records, releaseId, problem)
  const sentence = problem?.title ?? rolloutSentence(record)
  const isProblem = (problem ?? record.state.problem) !== null
  const isAborting = record.state.phase === 'leaving' && record.state.end?.by === 'abort'
  // Who aborts it and why is said already; what keeps the abort from ending is news.
  if (sentence !== said.sentence && isAborting && (isProblem || said.isProblem))
    await ports.journal.setStatus(releaseId, 'aborting', `It is being aborted. ${sentence}`)
  if (sentence !== said.sentence && !isAborting) await ports.journal.setStatus(releaseId, 'running', sentence)
  await context.say(sentence, progressOf(record))
  return { sentence, isProblem }
}

/** Makes the row at the first run, and takes the traffic off when the release is aborted. An outcome when there is nothing to do. */
async function prepare(context: StepContext): Promise<StepOutcome | null> {
  const { releaseId, environment, work, ports } = context
  const aborted = await context.abortRequested()
  const { records } = ports.rollout
  const record = await records.find(releaseId)
  if (record !== null) {
    if (aborted) await goBack(context, record)
    return null
  }
  if (aborted) return { kind: 'aborted' }
  const planned = work.plan.rollout
  if (planned === null || environment.rollout === null)
    return { kind: 'failed', problem: notConfigured(environment) }
  const at = context.clock.now().toISOString()
  await records.create({
    applicationId: environment.applicationId,
    environmentId: environment.environmentId,
    releaseId,
    driver: planned.driver,
    revision: 0,
    startedAt: at,
    updatedAt: at,
    state: newRollout({
      stages: planned.stages,
      candidate: work.release.artifact,
      baseline: baselineOf(context),
      by: work.release.requestedBy,
      at,
    }),
  })
  return null
}

/** An abort is done as soon as the main half could take the requests; until then a person may go to full. */
async function goBack(context: StepContext, record: RolloutRecord): Promise<void> {
  const { environment, ports, clock, log } = context
  const waits = await waitsForMain(ports.rollout, environment, record)
  if (waits === null) {
    await ports.rollout.records.change(record.releaseId, ({ state }) => abort(state, clock.now()))
    return
  }
  const message = `The abort waits. ${waits}`
  await log([{ source: 'lockstep', level: 'warning', message, onceKey: 'abort-waits' }])
}

const baselineOf = ({ work }: StepContext): ArtifactRef | null => work.release.from

function abort(state: RolloutRecord['state'], now: Date): RolloutChange | null {
  if (state.phase === 'leaving' || state.phase === 'ended') return null
  const reason = 'The release was aborted.'
  return {
    state: leave(state, { by: 'abort', actor: lockstepActor, reason, at: now.toISOString() }),
    counts: true,
    decision: null,
    audits: [
      {
        actor: lockstepActor,
        action: 'rollout.decide',
        reason,
        details: { from: state.wantedPercent, to: 0, decision: null },
      },
    ],
    lines: [{ level: 'warning', message: `${reason} All traffic goes back to the old version.` }],
  }
}

/** The database may be what went wrong. */
const say = (context: StepContext, sentence: string): Promise<void> =>
  context.say(sentence).catch(() => undefined)
