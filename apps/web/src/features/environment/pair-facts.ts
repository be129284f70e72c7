import type { DriftCheck, DriftCheckId, DriftReport } from '@lockstep/shared-types/drift'
import type { DriftStatus } from '@lockstep/shared-types/drift-status'
import type { ComponentState } from '@lockstep/shared-types/environment'
import { formatRelativeTime } from '../../lib/format-time.ts'
import { shortDigest } from '../../lib/version.ts'

/** One line of a half's card, with the drift check that judges it. */
export type Fact = {
  readonly term: string
  /** Null when it could not be read. */
  readonly value: string | null
  /** All of a value that is shown shortened. */
  readonly copy: string | null
  /** What it should be, when it is something else. */
  readonly expected: string | null
  readonly status: DriftStatus | null
}

/** What the edge serves, what the bucket holds, where the bundle sends its requests, and its settings. */
export const frontendFacts = (state: ComponentState, report: DriftReport | null): readonly Fact[] => {
  const edge = checkOf(report, 'edge-stale')
  const endpoint = checkOf(report, 'endpoint-match')
  const settings = checkOf(report, 'settings-match')
  return [
    fact('Edge serves', edge?.observed ?? state.version, { check: edge, expected: edge?.expected ?? null }),
    fact('Bucket holds', edge?.expected ?? null),
    fact('Bundle calls', endpoint?.observed ?? null, {
      check: endpoint,
      expected: endpoint?.expected ?? null,
    }),
    fact('Settings', settingsOf(settings), { check: settings }),
  ]
}

/** What the service asks for and what runs. */
export const backendFacts = (state: ComponentState, report: DriftReport | null): readonly Fact[] => {
  const tag = worst(checkOf(report, 'mutable-tag'), checkOf(report, 'tag-moved'))
  return [
    fact('Task definition', state.revision, { check: checkOf(report, 'unmanaged-change') }),
    fact('Tag', state.version, { check: tag }),
    fact('Image', digestOf(state), {
      check: checkOf(report, 'task-mix'),
      copy: state.artifact?.digest ?? null,
    }),
    fact('Tasks', tasksOf(state), { check: checkOf(report, 'targets') }),
  ]
}

/** `deployed 2 h ago`. */
export const deployedText = (state: ComponentState, nowMilliseconds: number): string =>
  state.deployedAt === null ? '' : `deployed ${formatRelativeTime(state.deployedAt, nowMilliseconds)}`

const fact = (
  term: string,
  value: string | null,
  more: { check?: DriftCheck | null; expected?: string | null; copy?: string | null } = {},
): Fact => {
  const status = more.check?.status ?? null
  const differs = status !== null && status !== 'ok' && more.expected !== value
  return { term, value, copy: more.copy ?? null, expected: differs ? (more.expected ?? null) : null, status }
}

const checkOf = (report: DriftReport | null, id: DriftCheckId): DriftCheck | null =>
  report?.checks.find((check) => check.id === id) ?? null

const worst = (a: DriftCheck | null, b: DriftCheck | null): DriftCheck | null =>
  b !== null && b.status !== 'ok' && (a === null || a.status === 'ok') ? b : a

const digestOf = ({ artifact }: ComponentState): string | null =>
  artifact === null ? null : shortDigest(artifact.digest)

const settingsOf = (check: DriftCheck | null): string | null =>
  check?.status === 'ok' ? 'as declared' : (check?.observed ?? null)

const tasksOf = ({ tasks }: ComponentState): string | null => {
  if (tasks === null) return null
  const pending = tasks.pending > 0 ? `, ${tasks.pending} starting` : ''
  return `${tasks.running} of ${tasks.desired} running${pending}`
}
