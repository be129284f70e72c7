import { auditActions, type AuditAction, type AuditEvent } from '@lockstep/shared-types/audit'
import type { AuditFilter } from '../../api/audit.ts'
import type { StatusLook } from '../../ui/badge.tsx'

export const auditActionName = {
  'release.start': 'Started a release',
  'release.abort': 'Aborted a release',
  'release.decide': 'Decided a release',
  'release.rollback-automatic': 'Rolled back automatically',
  'release.end': 'Release ended',
  'drift.check': 'Checked for drift',
  'rollout.control': 'Controlled a rollout',
  'rollout.decide': 'A rollout decided',
  'rollout.emergency': 'Pressed Emergency',
  'policy.change': 'Changed a policy',
} as const satisfies Record<AuditAction, string>

export const outcomeLook = {
  accepted: { tone: 'info', icon: 'check', word: 'Accepted' },
  refused: { tone: 'warn', icon: 'stopped', word: 'Refused' },
  succeeded: { tone: 'ok', icon: 'check', word: 'Succeeded' },
  failed: { tone: 'bad', icon: 'cross', word: 'Failed' },
} as const satisfies Record<AuditEvent['outcome'], StatusLook>

const textFilters = ['application', 'environment', 'actor', 'releaseId'] as const

/** The filter in the address; unknown actions count as absent. */
export const readAuditFilter = (query: URLSearchParams): AuditFilter => {
  const texts = textFilters.flatMap((name) => {
    const value = query.get(name)?.trim()
    return value ? [[name, value] as const] : []
  })
  const action = auditActions.find((known) => known === query.get('action'))
  return { ...Object.fromEntries(texts), ...(action === undefined ? {} : { action }) }
}

export const writeAuditFilter = (filter: AuditFilter): URLSearchParams => {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(filter)) if (value) query.set(name, value)
  return query
}

/** Enough of a hash to compare two by eye. */
export const shortHash = (hash: string): string => (hash.length > 12 ? `${hash.slice(0, 12)}…` : hash)

/** The details as lines, nested names joined by dots; nothing that is empty. */
export const detailLines = (details: AuditEvent['details']): readonly (readonly [string, string])[] =>
  Object.entries(details).flatMap(([name, value]) => linesOf(name, value))

const linesOf = (name: string, value: unknown): readonly (readonly [string, string])[] => {
  if (value === null || value === undefined || value === '') return []
  if (typeof value === 'object')
    return Object.entries(value).flatMap(([inner, one]) => linesOf(`${name}.${inner}`, one))
  if (typeof value === 'boolean') return [[name, value ? 'yes' : 'no']]
  return [[name, typeof value === 'string' ? value : JSON.stringify(value)]]
}
