import type { Release, ReleaseLogEntry, ReleaseStep, StepState } from '@lockstep/shared-types/release'
import { formatDuration } from '../../lib/format-duration.ts'
import type { StatusLook } from '../../ui/badge.tsx'
import type { Tone } from '../../ui/tones.ts'
import { expectedText } from '../../vocabulary/plan/plan-words.ts'
import { releaseStepName } from '../../vocabulary/release-look.ts'

export const stepLook = {
  pending: { tone: 'idle', icon: 'waiting', word: 'Not yet' },
  running: { tone: 'info', icon: 'running', word: 'Running' },
  succeeded: { tone: 'ok', icon: 'check', word: 'Done' },
  failed: { tone: 'bad', icon: 'cross', word: 'Failed' },
  skipped: { tone: 'idle', icon: 'stopped', word: 'Skipped' },
  aborted: { tone: 'warn', icon: 'stopped', word: 'Aborted' },
} as const satisfies Record<StepState, StatusLook>

export const logSourceName = {
  lockstep: 'Lockstep',
  'ecs-event': 'ECS',
  'task-stopped': 'Task stopped',
  'target-health': 'Targets',
  log: 'Application log',
  invalidation: 'Invalidation',
  rollout: 'Rollout',
} as const satisfies Record<ReleaseLogEntry['source'], string>

export const logLevelTone = {
  info: null,
  warning: 'warn',
  error: 'bad',
} as const satisfies Record<ReleaseLogEntry['level'], Tone | null>

const secondsBetween = (from: string, toMilliseconds: number): number =>
  Math.max(0, (toMilliseconds - Date.parse(from)) / 1000)

/** How long the step took, or takes by now; null before it began. */
export const stepSeconds = (
  { startedAt, endedAt }: Pick<ReleaseStep, 'startedAt' | 'endedAt'>,
  nowMilliseconds: number,
): number | null =>
  startedAt === null
    ? null
    : secondsBetween(startedAt, endedAt === null ? nowMilliseconds : Date.parse(endedAt))

/** What it took or takes by now, and what it was expected to take. */
export const stepTime = (
  step: ReleaseStep,
  nowMilliseconds: number,
): { readonly actual: string; readonly expected: string } => {
  const expected = expectedText(step.expectedSeconds)
  if (step.state === 'skipped') return { actual: '', expected: '' }
  const seconds = stepSeconds(step, nowMilliseconds)
  if (seconds === null) return { actual: '', expected }
  const isShort = step.state !== 'running' && seconds < 1
  return {
    actual: isShort ? 'under 1 s' : formatDuration(Math.floor(seconds)),
    expected: `of ${expected}`,
  }
}

/** 0 to 100 by what AWS counts, else by time; never full before the step has ended. */
export const stepPercent = (step: ReleaseStep, nowMilliseconds: number): number => {
  if (step.progress !== null && step.progress.total > 0)
    return Math.min(95, (step.progress.done / step.progress.total) * 100)
  const seconds = stepSeconds(step, nowMilliseconds) ?? 0
  return step.expectedSeconds === 0 ? 95 : Math.min(95, (seconds / step.expectedSeconds) * 100)
}

/** 0 to 100 over all steps, weighed by their expected durations. */
export const releasePercent = (
  { steps, status }: Pick<Release, 'steps' | 'status'>,
  nowMilliseconds: number,
): number => {
  if (status === 'succeeded') return 100
  const total = steps.reduce((sum, step) => sum + weightOf(step), 0)
  if (total === 0) return 0
  // What an ended release skipped was not done.
  const hasEnded = status === 'failed' || status === 'aborted'
  const shareOf = (step: ReleaseStep) =>
    hasEnded && step.state === 'skipped' ? 0 : stepShare(step, nowMilliseconds)
  const done = steps.reduce((sum, step) => sum + weightOf(step) * shareOf(step), 0)
  return (done / total) * 100
}

/** What is expected to take no time still counts a little. */
const weightOf = ({ expectedSeconds }: ReleaseStep): number => Math.max(0.5, expectedSeconds)

const stepShare = (step: ReleaseStep, nowMilliseconds: number): number => {
  switch (step.state) {
    case 'succeeded':
    case 'skipped':
      return 1
    case 'running':
      return stepPercent(step, nowMilliseconds) / 100
    case 'pending':
    case 'failed':
    case 'aborted':
      return 0
  }
}

/** Seconds left: what the expected durations leave over by now; null when ended, waiting for a person, or overdue. */
export const secondsLeft = (
  { steps, status }: Pick<Release, 'steps' | 'status'>,
  nowMilliseconds: number,
): number | null => {
  if (status === 'awaiting-decision' || status === 'aborting') return null
  const open = steps.filter(({ state }) => state === 'running' || state === 'pending')
  if (open.length === 0) return null
  const left = open.reduce((sum, step) => sum + stepSecondsLeft(step, nowMilliseconds), 0)
  return left <= 0 ? null : left
}

/** An overdue step has nothing left to promise. */
const stepSecondsLeft = (step: ReleaseStep, nowMilliseconds: number): number =>
  (stepSeconds(step, nowMilliseconds) ?? 0) >= step.expectedSeconds
    ? 0
    : step.expectedSeconds * (1 - stepShare(step, nowMilliseconds))

/** What the release does now: the running step and what AWS says of it; else how it ended. */
export const nowSentence = ({
  steps,
  status,
  outcome,
}: Pick<Release, 'steps' | 'status' | 'outcome'>): string => {
  const step = steps.find(({ state }) => state === 'running')
  if (step === undefined || (status !== 'running' && status !== 'watching')) return outcome
  return step.detail === null ? `${releaseStepName[step.id]}.` : `${releaseStepName[step.id]}: ${step.detail}`
}
