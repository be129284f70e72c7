import type { Release } from '@lockstep/shared-types/release'
import type { Emergency, EnvironmentRollout, Rollout } from '@lockstep/shared-types/rollout'
import { formatAfter } from '../../lib/format-after.ts'
import type { StatusLook } from '../../ui/badge.tsx'

const isMoving = (found: EnvironmentRollout | undefined): boolean =>
  found !== undefined && found.rollout !== null && found.rollout.phase !== 'ended'

/** What the second press would do. What is not known yet does not keep anybody from pressing. */
export const effectText = (found: EnvironmentRollout | undefined): string => {
  if (found === undefined)
    return 'Takes a running rollout to zero at once; without one, rolls back to the release before.'
  return found.emergency ?? 'Lockstep sees nothing to go back to here. Pressing asks it once more.'
}

export const confirmText = (found: EnvironmentRollout | undefined): string => {
  if (found === undefined) return 'Do it now'
  if (isMoving(found)) return 'Take it to zero now'
  return found.emergency === null ? 'Try it now' : 'Roll back now'
}

export type EmergencyStep = {
  readonly name: string
  readonly look: StatusLook
  /** How long after the press; null while it is open. */
  readonly after: string | null
  readonly note: string | null
}

const done: StatusLook = { tone: 'ok', icon: 'check', word: 'Done' }
const underWay: StatusLook = { tone: 'info', icon: 'running', word: 'Under way' }
const pending: StatusLook = { tone: 'idle', icon: 'waiting', word: 'Not yet' }
const failed: StatusLook = { tone: 'bad', icon: 'cross', word: 'Failed' }

/** What has happened of taking a rollout to zero: accepted, off, verified. */
export const zeroSteps = (emergency: Emergency, rollout: Rollout | undefined): readonly EmergencyStep[] => {
  const end = rollout?.end ?? null
  const acceptedAt = end?.acceptedAt ?? emergency.acceptedAt
  const offAt = end?.offAt ?? null
  const step = (
    name: string,
    at: string | null,
    isNext: boolean,
    note: string | null = null,
  ): EmergencyStep => ({
    name,
    look: at !== null ? done : isNext ? underWay : pending,
    after: at === null ? null : formatAfter(emergency.askedAt, at),
    note,
  })
  return [
    step('AWS accepted it', acceptedAt, true, acceptedAt === null ? (rollout?.problem?.title ?? null) : null),
    step('No traffic on the bad version', offAt, acceptedAt !== null),
    ...(end?.probes ?? []).map((probe) => ({
      name: probe.name,
      look: probe.ok ? done : failed,
      after: null,
      note: probe.sentence,
    })),
  ]
}

/** When the version before served again: the watch begins then; without one, at the end. Null while it does not. */
const servedAt = (release: Release | undefined): string | null => {
  if (release === undefined) return null
  const watch = release.steps.find(({ id, state }) => id === 'watch' && state !== 'skipped')
  return watch?.startedAt ?? (release.status === 'succeeded' ? release.endedAt : null)
}

/** What has happened of going back to the release before. */
export const rollbackSteps = (
  emergency: Emergency,
  release: Release | undefined,
): readonly EmergencyStep[] => {
  const at = servedAt(release)
  const hasFailed = at === null && (release?.status === 'failed' || release?.status === 'aborted')
  const running = release?.steps.find(({ state }) => state === 'running')
  return [
    { name: 'The rollback has begun', look: done, after: null, note: null },
    {
      name: 'The version before serves',
      look: hasFailed ? failed : at === null ? underWay : done,
      after: at === null ? null : formatAfter(emergency.askedAt, at),
      note: release === undefined ? null : (running?.detail ?? release.outcome),
    },
  ]
}

/** When the bad version is out of the traffic; null while it is not. */
export const offSince = (
  emergency: Emergency,
  rollout: Rollout | undefined,
  release: Release | undefined,
): string | null => (emergency.effect === 'to-zero' ? (rollout?.end?.offAt ?? null) : servedAt(release))

/** What is so now: the answer to the press grows old while AWS is asked again. */
export const watchSentence = (emergency: Emergency, rollout: Rollout | undefined): string =>
  emergency.effect === 'to-zero' &&
  emergency.acceptedAt === null &&
  (rollout?.end?.acceptedAt ?? null) !== null
    ? 'AWS has accepted it: nobody is sent to the bad version any more.'
    : emergency.sentence
