import type { DriftCheckId, DriftReport } from '@lockstep/shared-types/drift'
import { byDriftSeverity } from '@lockstep/shared-types/drift-status'
import type { EnvironmentRef } from '@lockstep/shared-types/environment'
import { Hourglass } from 'lucide-react'
import { useMemo, useState } from 'react'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { EmptyState } from '../../ui/states.tsx'
import { CheckRow } from './check-row.tsx'

/** Every drift check, what needs a person first. Which ones are open survives a refresh. */
export function ChecksCard({
  environmentRef,
  report,
  className,
}: {
  environmentRef: EnvironmentRef
  report: DriftReport | null
  className?: string
}) {
  const [open, setOpen] = useState<ReadonlySet<DriftCheckId>>(new Set())
  const checks = useMemo(
    () => report?.checks.toSorted((a, b) => byDriftSeverity(a.status, b.status)) ?? [],
    [report],
  )
  const toggle = (id: DriftCheckId) =>
    setOpen((known) =>
      known.has(id) ? new Set([...known].filter((other) => other !== id)) : new Set([...known, id]),
    )
  const allOpen = checks.length > 0 && open.size === checks.length
  return (
    <Card
      title="Drift checks"
      flush
      {...(className === undefined ? {} : { className })}
      actions={
        checks.length > 0 && (
          <Button
            size="small"
            variant="ghost"
            onClick={() => setOpen(new Set(allOpen ? [] : checks.map(({ id }) => id)))}
          >
            {allOpen ? 'Close all' : 'Open all'}
          </Button>
        )
      }
    >
      {checks.length === 0 ? (
        <EmptyState icon={<Hourglass size={20} />} title="No result yet">
          The monitor runs the checks by itself; press Check now to have them at once.
        </EmptyState>
      ) : (
        <ul className="divide-y divide-line">
          {checks.map((check) => (
            <li key={check.id}>
              <CheckRow
                check={check}
                environmentRef={environmentRef}
                open={open.has(check.id)}
                onToggle={() => toggle(check.id)}
              />
            </li>
          ))}
        </ul>
      )}
    </Card>
  )
}
