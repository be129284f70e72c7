import type { Role } from '@lockstep/shared-types/actor'
import type { ReleaseSummary } from '@lockstep/shared-types/release'
import { releaseTitle } from './release-look.ts'

export type Action =
  | 'deploy'
  | 'rollback'
  | 'invalidate'
  | 'check'
  | 'abort'
  | 'decide'
  | 'rollout'
  | 'emergency'
  | 'policy'

const rolesFor = {
  deploy: ['operator', 'approver', 'admin'],
  rollback: ['operator', 'approver', 'admin'],
  invalidate: ['operator', 'approver', 'admin'],
  check: ['operator', 'approver', 'admin'],
  abort: ['operator', 'approver', 'admin'],
  decide: ['operator', 'approver', 'admin'],
  rollout: ['operator', 'approver', 'admin'],
  emergency: ['operator', 'approver', 'admin'],
  policy: ['operator', 'approver', 'admin'],
} as const satisfies Record<Action, readonly Role[]>

const gerund = {
  deploy: 'Deploying',
  rollback: 'Rolling back',
  invalidate: 'Invalidating',
  check: 'Checking now',
  abort: 'Aborting',
  decide: 'Deciding',
  rollout: 'Controlling a rollout',
  emergency: 'The emergency button',
  policy: 'Changing limits and stages',
} as const satisfies Record<Action, string>

const startsRelease = new Set<Action>(['deploy', 'rollback', 'invalidate'])

/** Why the action cannot be taken now, in a sentence; null when it can. The server decides again. */
export const refusalOf = (
  action: Action,
  role: Role | null,
  activeRelease: ReleaseSummary | null = null,
): string | null => {
  const allowed: readonly Role[] = rolesFor[action]
  if (role === null) return 'Not known yet who you are; wait a moment.'
  if (!allowed.includes(role))
    return `${gerund[action]} needs the role ${allowed[0]} or higher; you are ${role}.`
  if (activeRelease !== null && startsRelease.has(action))
    return `One release at a time: ${releaseTitle(activeRelease)} is still running.`
  return null
}
