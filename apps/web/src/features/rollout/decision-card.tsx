import type { Decision } from '@lockstep/shared-types/decision'
import { Badge, StatusBadge } from '../../ui/badge.tsx'
import { Card } from '../../ui/card.tsx'
import { Countdown } from '../../ui/countdown.tsx'
import { Time } from '../../ui/time.tsx'
import { decisionLook, severityTone, severityWord } from '../../vocabulary/rollout/decision-look.ts'
import { ComparisonNote } from './comparison-note.tsx'
import { DecisionMeasurements } from './decision-measurements.tsx'
import { effectText, withinText } from './decision-words.ts'

/** What the matrix says now, in words, and what it rests on. */
export function DecisionCard({ decision }: { decision: Decision | null }) {
  if (decision === null)
    return (
      <Card title="Decision">
        <p className="min-h-40 text-sm text-muted">
          Nothing was decided yet: the first look at the measurements is still to come.
        </p>
      </Card>
    )
  return (
    <Card title="Decision" note={<Time at={decision.at} />} flush>
      <div className="min-h-36 px-4 py-3 max-sm:min-h-44" aria-live="polite">
        <p className="flex flex-wrap items-center gap-2">
          <StatusBadge look={decisionLook[decision.decision]} size="large" />
          {decision.severity !== null && (
            <Badge tone={severityTone[decision.severity]}>{severityWord[decision.severity]}</Badge>
          )}
          {decision.verdict === 'inconclusive' && <Badge tone="warn">Inconclusive</Badge>}
        </p>
        <p className="mt-2 text-base">{decision.sentence}</p>
        <DecisionEffect decision={decision} />
      </div>
      <div className="border-t border-line">
        <DecisionMeasurements measurements={decision.measurements} />
      </div>
      {decision.comparison !== null && (
        <div className="border-t border-line">
          <ComparisonNote comparison={decision.comparison} />
        </div>
      )}
    </Card>
  )
}

/** Due when, and what came of it. */
export function DecisionEffect({ decision }: { decision: Decision }) {
  const within = withinText(decision)
  const effect = effectText(decision)
  const isOpen = decision.dueAt !== null && decision.actedAt === null
  return (
    <p className="mt-1 text-sm text-muted">
      {within !== null && (
        <span className={isOpen ? 'font-medium text-fg' : ''}>
          Must take effect {within}
          {isOpen && decision.dueAt !== null && (
            <>
              {' '}
              (<Countdown until={decision.dueAt} />)
            </>
          )}
          .{' '}
        </span>
      )}
      {effect}
    </p>
  )
}
