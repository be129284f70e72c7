import type { DecisionId, Severity, Variant } from '@lockstep/shared-types/decision'
import type { Verdict } from '@lockstep/shared-types/measurement'
import type { StatusLook } from '../../ui/badge.tsx'
import type { Tone } from '../../ui/tones.ts'

export const decisionLook = {
  continue: { tone: 'ok', icon: 'check', word: 'Continue' },
  monitor: { tone: 'info', icon: 'question', word: 'Monitor' },
  pause: { tone: 'warn', icon: 'stopped', word: 'Pause' },
  'previous-stage': { tone: 'warn', icon: 'warning', word: 'Back a stage' },
  'rollback-to-zero': { tone: 'bad', icon: 'cross', word: 'Back to zero' },
} as const satisfies Record<DecisionId, StatusLook>

export const severityTone = {
  low: 'idle',
  medium: 'warn',
  high: 'warn',
  critical: 'bad',
} as const satisfies Record<Severity, Tone>

export const severityWord = {
  low: 'Low',
  medium: 'Medium',
  high: 'High',
  critical: 'Critical',
} as const satisfies Record<Severity, string>

export const verdictLook = {
  pass: { tone: 'ok', icon: 'check', word: 'Pass' },
  fail: { tone: 'bad', icon: 'cross', word: 'Fail' },
  inconclusive: { tone: 'warn', icon: 'question', word: 'Inconclusive' },
} as const satisfies Record<Verdict, StatusLook>

export const variantWord = {
  all: 'all traffic',
  baseline: 'baseline',
  candidate: 'candidate',
} as const satisfies Record<Variant, string>
