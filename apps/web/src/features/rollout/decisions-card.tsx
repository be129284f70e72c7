import type { Decision } from '@lockstep/shared-types/decision'
import { useSuspenseInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { decisionsQuery } from '../../api/rollout.ts'
import { formatShare, plural } from '../../lib/format-number.ts'
import { StatusMark } from '../../ui/badge.tsx'
import { Card } from '../../ui/card.tsx'
import { Disclosure } from '../../ui/disclosure.tsx'
import { ListEnd } from '../../ui/list-end.tsx'
import { Time } from '../../ui/time.tsx'
import { decisionLook } from '../../vocabulary/rollout/decision-look.ts'
import { ComparisonNote } from './comparison-note.tsx'
import { DecisionEffect } from './decision-card.tsx'
import { DecisionMeasurements } from './decision-measurements.tsx'

/** Every decision of this rollout, newest first, each with the measurements that it rests on. */
export function DecisionsCard({ releaseId }: { releaseId: string }) {
  const { data, hasNextPage, isFetchingNextPage, fetchNextPage } = useSuspenseInfiniteQuery(
    decisionsQuery(releaseId),
  )
  const [open, setOpen] = useState<number | null>(null)
  const decisions = data.pages.flatMap((page) => page.decisions)
  return (
    <Card title="Decisions" flush note="newest first">
      {decisions.length === 0 ? (
        <p className="px-4 py-6 text-center text-sm text-muted">None yet.</p>
      ) : (
        <ul className="divide-y divide-line">
          {decisions.map((decision) => (
            <li key={decision.seq}>
              <Disclosure
                open={open === decision.seq}
                onToggle={() => setOpen(open === decision.seq ? null : decision.seq)}
                summary={<Summary decision={decision} />}
              >
                <div className="border-t border-line bg-sunken/40">
                  <div className="px-4 pt-2 pb-3 text-sm">
                    <p>{decision.sentence}</p>
                    <DecisionEffect decision={decision} />
                  </div>
                  <DecisionMeasurements measurements={decision.measurements} />
                  {decision.comparison !== null && <ComparisonNote comparison={decision.comparison} />}
                </div>
              </Disclosure>
            </li>
          ))}
        </ul>
      )}
      {decisions.length > 0 && (
        <div className="border-t border-line pb-3">
          <ListEnd
            shown={plural(decisions.length, 'decision')}
            hasMore={hasNextPage}
            isBusy={isFetchingNextPage}
            onMore={() => void fetchNextPage()}
          />
        </div>
      )}
    </Card>
  )
}

function Summary({ decision }: { decision: Decision }) {
  const look = decisionLook[decision.decision]
  return (
    <>
      <StatusMark look={{ ...look, word: '' }} />
      <span className="min-w-0 flex-1 text-sm">
        <span className="flex items-baseline gap-2">
          <span className="font-medium">{look.word}</span>
          <span className="text-xs text-muted">at {formatShare(decision.percent)}</span>
          <span className="ml-auto shrink-0 text-xs text-muted">
            <Time at={decision.at} />
          </span>
        </span>
        <span className="block truncate text-muted">{decision.sentence}</span>
      </span>
    </>
  )
}
