import type { DriftReport, Remedy } from '@lockstep/shared-types/drift'
import { byDriftSeverity, driftStatuses, type DriftStatus } from '@lockstep/shared-types/drift-status'
import type { StatusLook } from '../../ui/badge.tsx'
import { environmentLook } from '../../vocabulary/drift-look.ts'

/** The answer to: in step or not, since when, which half is wrong, what to press. */
export type Answer = {
  readonly status: DriftStatus
  readonly look: StatusLook
  readonly title: string
  readonly sentence: string
  readonly since: string | null
  readonly remedy: Remedy | null
}

/** In words, from the report; before the first one there is no answer yet. */
export const answerOf = (report: DriftReport | null): Answer => {
  if (report === null)
    return {
      status: 'unknown',
      look: { tone: 'idle', icon: 'waiting', word: 'Not checked yet' },
      title: 'Not checked yet',
      sentence: 'The first drift check has not ended. Its result shows here by itself.',
      since: null,
      remedy: null,
    }
  return {
    status: report.status,
    look: environmentLook[report.status],
    title: titleOf(report),
    sentence: withoutTitle(report.headline),
    since: report.since,
    remedy: report.remedy,
  }
}

/** The headline stands alone in the fleet; below the title its first words would be said twice. */
const withoutTitle = (headline: string): string => {
  const rest = headline.replace(/^In step(, with a warning)?[.:] /, '')
  return rest.charAt(0).toUpperCase() + rest.slice(1)
}

const titleOf = ({ status, half }: DriftReport): string => {
  switch (status) {
    case 'ok':
      return 'In step'
    case 'warn':
      return half === null ? 'In step, with a warning' : `In step, with a warning about the ${half}`
    case 'fail':
      return half === null ? 'Out of step' : `Out of step: the ${half} is wrong`
    case 'unknown':
      return half === null ? 'Cannot tell' : `Cannot tell: the ${half} could not be read`
  }
}

/** `2 drift, 1 warning, 11 OK`: how many checks ended how, worst first; what is zero is left out. */
export const countChecks = (report: DriftReport): readonly { status: DriftStatus; count: number }[] =>
  driftStatuses
    .toSorted(byDriftSeverity)
    .map((status) => ({ status, count: report.checks.filter((check) => check.status === status).length }))
    .filter(({ count }) => count > 0)
