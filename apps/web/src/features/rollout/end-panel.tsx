import type { Rollout, RolloutEnd } from '@lockstep/shared-types/rollout'
import { formatAfter } from '../../lib/format-after.ts'
import { StatusMark } from '../../ui/badge.tsx'
import { Card } from '../../ui/card.tsx'
import { Definition, DefinitionList } from '../../ui/definition-list.tsx'
import { Age, Time } from '../../ui/time.tsx'
import { endTitle } from './end-words.ts'

/** How it ended: who asked, after how many seconds the traffic was off, and that the old path serves. */
export function EndPanel({ rollout, end }: { rollout: Rollout; end: RolloutEnd }) {
  return (
    <Card title="How it ended" note={<Time at={end.askedAt} />} flush>
      <div className="space-y-3 px-4 py-3">
        <p className="text-base font-medium">{endTitle(rollout, end)}</p>
        <DefinitionList>
          <Definition term="Reason">{end.reason ?? 'none given'}</Definition>
          <Definition term="AWS accepted">
            <Since asked={end.askedAt} reached={end.acceptedAt} />
          </Definition>
          {end.how === 'zero' && (
            <Definition term="Traffic off">
              <Since asked={end.askedAt} reached={end.offAt} />
            </Definition>
          )}
        </DefinitionList>
      </div>
      {end.probes.length > 0 && (
        <ul aria-label="Probes" className="divide-y divide-line border-t border-line">
          {end.probes.map((probe) => (
            <li key={probe.name} className="flex min-h-11 items-start gap-3 px-4 py-2 text-sm">
              <StatusMark
                look={
                  probe.ok
                    ? { tone: 'ok', icon: 'check', word: 'Answers as expected' }
                    : { tone: 'bad', icon: 'cross', word: 'Failed' }
                }
              />
              <div className="min-w-0 flex-1 pt-0.5">
                <p className="font-medium">{probe.name}</p>
                <p className="text-muted wrap-anywhere">{probe.sentence}</p>
              </div>
              <span className="pt-0.5 text-xs text-muted">
                <Time at={probe.at} />
              </span>
            </li>
          ))}
        </ul>
      )}
      {end.probes.length === 0 && end.how === 'zero' && (
        <p className="border-t border-line px-4 py-3 text-sm text-muted">
          {end.offAt === null
            ? 'Probes of the old path follow as soon as traffic is off.'
            : 'No probe of the old path is configured or has run yet.'}
        </p>
      )}
    </Card>
  )
}

/** After how many seconds; counting while it is still open. */
function Since({ asked, reached }: { asked: string; reached: string | null }) {
  if (reached === null)
    return (
      <span className="font-medium text-warn">
        not yet, <Age since={asked} /> so far
      </span>
    )
  return formatAfter(asked, reached)
}
