import type { Problem } from '@lockstep/shared-types/problem'
import { evaluateThresholds } from '../../domain/decision/evaluate-thresholds.ts'
import { checkDrift } from '../../domain/drift/check-drift.ts'
import { span } from '../../domain/drift/words.ts'
import { driftSentence } from '../../domain/release/drift-sentence.ts'
import { judgeWatch, type WatchVerdict } from '../../domain/release/judge-watch.ts'
import type { ReleaseFacts, RunStep, StepContext, StepOutcome } from '../step-context.ts'
import { decideBreach } from './decide-breach.ts'

/** One look over a limit may be a hiccup; two in a row are a breach. */
const looksUntilBreach = 2

/** Watches the numbers for the configured time, counted from the first start of the step, across restarts. */
export const watch: RunStep = async (context) => {
  const { environment, clock, ports, releaseId } = context
  const { watchSeconds, pollSeconds } = environment.release
  const begin = Date.parse(context.startedAt)
  const end = begin + watchSeconds * 1000
  let over = 0
  await ports.journal.setStatus(releaseId, 'watching', `Is being watched for ${span(watchSeconds)}.`)
  for (;;) {
    if (await context.abortRequested()) return { kind: 'aborted' }
    const last = await look(context, begin)
    if (context.facts.taskDefinitionArn !== null) await context.tail.follow(context.facts.taskDefinitionArn)
    over = last.verdict === 'fail' ? over + 1 : 0
    if (over >= looksUntilBreach) return await decideBreach(context, breach(last), { drift: last.drift })
    const left = end - clock.now().getTime()
    const done = Math.min(watchSeconds, Math.round((clock.now().getTime() - begin) / 1000))
    await context.say(last.sentence, { done, total: watchSeconds, unit: 'seconds' })
    if (left <= 0) return await finish(context, last)
    await context.sleep(Math.min(pollSeconds * 1000, left))
  }
}

type WatchLook = WatchVerdict & Pick<ReleaseFacts, 'drift'>

async function look(context: StepContext, begin: number): Promise<WatchLook> {
  const { ports, environment, clock } = context
  const now = clock.now()
  const [measurements, observation] = await Promise.all([
    ports.readMeasurements(environment, new Date(begin), now),
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
  const windowSeconds = Math.max(1, (now.getTime() - begin) / 1000)
  const verdict = judgeWatch(evaluateThresholds(measurements.series, windowSeconds, now))
  return { ...verdict, drift: driftSentence(checks) }
}

async function finish(context: StepContext, last: WatchLook): Promise<StepOutcome> {
  await context.ports.journal.setStatus(context.releaseId, 'running', 'The watch window has ended.')
  await context.log([
    {
      source: 'lockstep',
      level: last.verdict === 'pass' ? 'info' : 'warning',
      message: `The watch window has ended. ${last.sentence}`,
      onceKey: 'watch-end',
    },
  ])
  return { kind: 'done', facts: { drift: last.drift } }
}

const breach = (verdict: WatchVerdict): Problem => ({
  code: 'threshold-breached',
  title: 'A threshold was breached in the watch window.',
  detail: verdict.sentence,
  remedy: 'Roll back, unless you know why.',
})
