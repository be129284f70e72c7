import type { ReleaseStatus } from './release.ts'

export const releaseActionIds = ['abort', 'decide', 'rollback'] as const
export type ReleaseAction = (typeof releaseActionIds)[number]

/**
 * In which statuses an action on a release is allowed: the screen's button, its tooltip and the server's check
 * read this table. `rollback` starts another release that undoes this one, so this one must have ended.
 */
export const releaseActions = {
  abort: ['queued', 'running', 'watching', 'awaiting-decision'],
  decide: ['awaiting-decision'],
  rollback: ['succeeded', 'failed', 'aborted'],
} as const satisfies Record<ReleaseAction, readonly ReleaseStatus[]>

export function isReleaseActionAllowed(action: ReleaseAction, status: ReleaseStatus): boolean {
  const allowed: readonly ReleaseStatus[] = releaseActions[action]
  return allowed.includes(status)
}

const statusWords: Record<ReleaseStatus, string> = {
  queued: 'waits to begin',
  running: 'runs',
  watching: 'is being watched',
  'awaiting-decision': 'waits for a decision',
  aborting: 'is being aborted',
  succeeded: 'has succeeded',
  failed: 'has failed',
  aborted: 'was aborted',
}

const actionNeeds: Record<ReleaseAction, string> = {
  abort: 'Only a release that has not ended can be aborted',
  decide: 'Only a release that waits for a decision can be decided',
  rollback: 'Only a release that has ended can be rolled back',
}

/** Why the action is not allowed, for a tooltip or an error; null when it is allowed. */
export function whyNotAllowed(action: ReleaseAction, status: ReleaseStatus): string | null {
  return isReleaseActionAllowed(action, status)
    ? null
    : `${actionNeeds[action]}; this one ${statusWords[status]}.`
}
