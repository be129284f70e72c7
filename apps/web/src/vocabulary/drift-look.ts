import type { DriftCheckId } from '@lockstep/shared-types/drift'
import type { DriftStatus } from '@lockstep/shared-types/drift-status'
import type { EvidenceBasis } from '@lockstep/shared-types/evidence-basis'
import type { StatusLook } from '../ui/badge.tsx'

/** An environment as a whole. */
export const environmentLook = {
  ok: { tone: 'ok', icon: 'check', word: 'In step' },
  warn: { tone: 'warn', icon: 'warning', word: 'Warning' },
  fail: { tone: 'bad', icon: 'cross', word: 'Out of step' },
  unknown: { tone: 'idle', icon: 'question', word: 'Not known' },
} as const satisfies Record<DriftStatus, StatusLook>

/** One drift check. */
export const checkLook = {
  ok: { tone: 'ok', icon: 'check', word: 'OK' },
  warn: { tone: 'warn', icon: 'warning', word: 'Warning' },
  fail: { tone: 'bad', icon: 'cross', word: 'Drift' },
  unknown: { tone: 'idle', icon: 'question', word: 'Not known' },
} as const satisfies Record<DriftStatus, StatusLook>

/** What a result rests on, where it was not simply read; reports of earlier versions do not say. */
export const basisName = {
  read: null,
  'build-record': 'build record',
  'module-graph': 'from the scripts',
  text: 'from a value in the scripts',
} as const satisfies Record<EvidenceBasis, string | null>

export const driftCheckName = {
  'version-match': 'Versions match',
  'endpoint-match': 'Bundle calls the right backend',
  'settings-match': 'Settings in the bundle',
  'deploy-skew': 'Deployed together',
  'edge-stale': 'Edge serves what the bucket holds',
  'site-files': 'All files of the build are there',
  'task-mix': 'All tasks run one image',
  'tag-moved': 'Tag still points to what runs',
  'mutable-tag': 'Tag cannot move',
  'app-version': 'Application reports its version',
  health: 'Health',
  targets: 'Load balancer targets',
  'cache-policy': 'Cache headers',
  'unmanaged-change': 'Changed only through Lockstep',
  'rollback-ready': 'Ready to roll back',
} as const satisfies Record<DriftCheckId, string>
