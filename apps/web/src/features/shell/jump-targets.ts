import type { DriftStatus } from '@lockstep/shared-types/drift-status'
import type { EnvironmentSummary } from '@lockstep/shared-types/environment'
import { environmentPath } from '../../paths.ts'
import { navigation } from './navigation.ts'

export type JumpTarget = {
  readonly to: string
  readonly label: string
  readonly hint: string
  readonly status: DriftStatus | null
}

const shownAtMost = 50

/** The pages and every environment. */
export const jumpTargets = (environments: readonly EnvironmentSummary[]): readonly JumpTarget[] => [
  ...environments.map((environment) => ({
    to: environmentPath(environment),
    label: environment.applicationName,
    hint: environment.name,
    status: environment.status,
  })),
  ...navigation.map(({ to, label }) => ({ to, label, hint: 'page', status: null })),
]

/** Those that hold every typed word, the ones whose name begins with the text first; at most 50. */
export const findTargets = (targets: readonly JumpTarget[], text: string): JumpTarget[] => {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean)
  const name = (target: JumpTarget) => `${target.label} ${target.hint} ${target.to}`.toLowerCase()
  const starts = (target: JumpTarget) => (name(target).startsWith(words[0] ?? '') ? 0 : 1)
  return targets
    .filter((target) => words.every((word) => name(target).includes(word)))
    .toSorted((a, b) => starts(a) - starts(b))
    .slice(0, shownAtMost)
}
