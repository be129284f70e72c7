import type { Measurements } from '@lockstep/shared-types/measurement'
import type { Problem } from '@lockstep/shared-types/problem'
import { evaluateThresholds } from '../../domain/decision/evaluate-thresholds.ts'
import { checkDrift } from '../../domain/drift/check-drift.ts'
import { span } from '../../domain/drift/words.ts'
import { driftSentence } from '../../domain/release/drift-sentence.ts'
import { judgeWatch, type WatchVerdict } from '../../domain/release/judge-watch.ts'
import type { ReleaseFacts, RunStep, StepContext, StepOutcome } from '../step-context.ts'
import { stillAsReleased } from '../released.ts'
import { decideBreach } from './decide-breach.ts'

/** One look over a limit may be a hiccup; two in a row are a breach. */
const looksUntilBreach = 2
/**
 * CloudWatch's numbers come up to three minutes late: so long, and no longer than the window itself, a watch that is over
 * waits for those of its last minutes.
 */
const longestDelaySeconds = 180

/** Watches the numbers for the configured time, counted from the first start of the step, across restarts. */
export const watch: RunStep = async (context) => {
  const { environment, clock, ports, releaseId } = context
  const { watchSeconds, pollSeconds } = environment.release
  const begin = Date.parse(context.startedAt)
  const end = begin + watchSeconds * 1000
  const settleSeconds = Math.min(longestDelaySeconds, watchSeconds)
  let over = 0
  await ports.journal.setStatus(releaseId, 'watching', `Is being watched for ${span(watchSeconds)}.`)
  for (;;) {
    if (await context.abortRequested()) return { kind: 'aborted' }
    const last = await look(context, { begin, end, settleSeconds })
    // What is measured from here on is not of this release.
    if (last.other !== null) return last.other
    if (context.facts.taskDefinitionArn !== null) await context.tail.follow(context.facts.taskDefinitionArn)
    over = last.verdict === 'fail' ? over + 1 : 0
    if (over >= looksUntilBreach)
      return await decideBreach(context, breach(last), { facts: { drift: last.drift } })
    const left = end - clock.now().getTime()
    const done = Math.min(watchSeconds, Math.round((clock.now().getTime() - begin) / 1000))
    const waits = left <= 0 && !last.isWhole ? ' Waits for the numbers of the last minutes.' : ''
    await context.say(`${last.sentence}${waits}`, { done, total: watchSeconds, unit: 'seconds' })
    const isOver = left <= 0 && (last.isWhole || left <= -settleSeconds * 1000)
    if (isOver && over === 0) return await finish(context, last)
    await context.sleep(left > 0 ? Math.min(pollSeconds * 1000, left) : pollSeconds * 1000)
  }
}

type WatchLook = WatchVerdict &
  Pick<ReleaseFacts, 'drift'> & {
    /** The last minutes of the window are in, and nothing is missing that may still come. */
    readonly isWhole: boolean
    /** Somebody else has certainly changed what the release brought; null otherwise. */
    readonly other: StepOutcome | null
  }

async function look(
  context: StepContext,
  span: { readonly begin: number; readonly end: number; readonly settleSeconds: number },
): Promise<WatchLook> {
  const { ports, environment, clock } = context
  const now = clock.now()
  const from = new Date(span.begin)
  const [measurements, observation] = await Promise.all([
    ports.readMeasurements(environment, from, now),
    ports.observe(environment),
  ])
  // The release has made its changes: from here on it explains no drift any more.
  const settled = { ...observation, releaseActive: false }
  const checks = checkDrift(settled, environment)
  const failing = checks.filter((check) => check.status === 'fail')
  await context.log(
    failing.map((check) => ({
      source: 'lockstep' as const,
      level: 'warning' as const,
      message: `${check.id}: ${check.sentence}`,
      onceKey: `watch-drift:${check.id}`,
    })),
  )
  const { series } = measurements
  await context.log(
    series.flatMap(({ metric, note }) =>
      note === undefined
        ? []
        : [
            {
              source: 'lockstep' as const,
              level: 'info' as const,
              message: `${metric}: ${note}`,
              onceKey: `watch-note:${metric}`,
            },
          ],
    ),
  )
  const results = evaluateThresholds(series, { from, now, settleSeconds: span.settleSeconds })
  const verdict = judgeWatch(results)
  const found = stillAsReleased(context, observation, environment)
  const other =
    found.state === 'other' && found.isCertain
      ? { kind: 'failed' as const, problem: found.problem, now: found.now }
      : null
  const isWhole = results.length === 0 || (!verdict.mayStillCome && measuredUntil(series) >= span.end)
  return { ...verdict, isWhole, other, drift: driftSentence(checks) }
}

/** Milliseconds since 1970 until which anything was measured; minus infinity without a value. */
const measuredUntil = (series: Measurements['series']): number =>
  series.reduce((until, { points, periodSeconds }) => {
    const newest = points.findLast(({ value }) => value !== null)
    return newest === undefined ? until : Math.max(until, Date.parse(newest.at) + periodSeconds * 1000)
  }, Number.NEGATIVE_INFINITY)

async function finish(context: StepContext, last: WatchLook): Promise<StepOutcome> {
  const { drift, unseen, notJudged } = last
  const facts = { drift, watched: notJudged === null ? null : `In the watch window: ${notJudged}` }
  if (unseen !== null) return await decideBreach(context, blind(unseen), { facts, mustAsk: mustAsk(context) })
  await context.ports.journal.setStatus(context.releaseId, 'running', 'The watch window has ended.')
  await context.log([
    {
      source: 'lockstep',
      level: last.verdict === 'pass' ? 'info' : 'warning',
      message: `The watch window has ended. ${last.sentence}`,
      onceKey: 'watch-end',
    },
  ])
  return { kind: 'done', facts }
}

/** Nobody rolls back what may be well: a person decides, whatever the policy says of a breach. */
const mustAsk = ({ environment }: StepContext): string | null =>
  environment.release.onBreach === 'ask'
    ? null
    : 'It is not rolled back by itself, since nothing is known to be wrong: somebody has to decide.'

/** The watch is over, and nobody has seen that all is well. */
const blind = (unseen: string): Problem => ({
  code: 'measurements-missing',
  title: 'The watch window ended with measurements missing that it was for.',
  detail: unseen,
  remedy:
    'Look at the application yourself, then keep the version or roll back; and repair the measurements.',
})

const breach = (verdict: WatchVerdict): Problem => ({
  code: 'threshold-breached',
  title: 'A threshold was breached in the watch window.',
  detail: verdict.sentence,
  remedy: 'Roll back, unless you know why.',
})
