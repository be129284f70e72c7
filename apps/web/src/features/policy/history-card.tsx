import type { Policy } from '@lockstep/shared-types/policy'
import { Badge } from '../../ui/badge.tsx'
import { Card } from '../../ui/card.tsx'
import { Time } from '../../ui/time.tsx'

const kindName = { thresholds: 'Thresholds', rollout: 'Stages and decisions' } as const satisfies Record<
  Policy['history'][number]['kind'],
  string
>

/** Every version: who, when, why, and what it changed. */
export function HistoryCard({ history }: { history: Policy['history'] }) {
  return (
    <Card title="Versions" note="The newest first; all of them are in the audit log as well" flush>
      {history.length === 0 ? (
        <p className="p-4 text-sm text-muted">
          Nobody has changed anything here: what the configuration file says is in force.
        </p>
      ) : (
        <ol className="divide-y divide-line">
          {history.map(({ kind, version, changedBy, changedAt, reason, summary }) => (
            <li key={`${kind} ${version}`} className="space-y-0.5 px-4 py-3 text-sm">
              <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
                <Badge>{kindName[kind]}</Badge>
                <span className="font-medium">Version {version}</span>
                <span className="text-muted">
                  {changedBy === null ? 'the configuration file' : changedBy.name}
                  {changedAt !== null && (
                    <>
                      , <Time at={changedAt} />
                    </>
                  )}
                </span>
              </p>
              <p className="wrap-anywhere">{summary}</p>
              {reason !== null && <p className="wrap-anywhere text-muted">“{reason}”</p>}
            </li>
          ))}
        </ol>
      )}
    </Card>
  )
}
