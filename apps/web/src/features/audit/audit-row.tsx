import type { AuditEvent } from '@lockstep/shared-types/audit'
import { Link } from 'react-router'
import { formatFullTime } from '../../lib/format-time.ts'
import { releasePath } from '../../paths.ts'
import { StatusBadge } from '../../ui/badge.tsx'
import { CopyText } from '../../ui/copy-text.tsx'
import { Definition, DefinitionList } from '../../ui/definition-list.tsx'
import { Disclosure } from '../../ui/disclosure.tsx'
import { textLink } from '../../ui/styles.ts'
import { Time } from '../../ui/time.tsx'
import { auditActionName, detailLines, outcomeLook, shortHash } from './audit-filter.ts'

/** One event in a line; its details and hashes under it. */
export function AuditRow({
  event,
  place,
  open,
  onToggle,
}: {
  event: AuditEvent
  /** Where it was done, by name; null for what concerns no application. */
  place: string | null
  open: boolean
  onToggle: () => void
}) {
  return (
    <Disclosure
      open={open}
      onToggle={onToggle}
      summary={
        <span className="grid min-w-0 flex-1 grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 gap-y-0.5 text-sm md:grid-cols-[3rem_8rem_7.5rem_minmax(0,13rem)_minmax(0,1fr)]">
          <span className="text-muted max-md:hidden">{event.seq}</span>
          <span className="text-muted max-md:order-3">
            <Time at={event.at} />
          </span>
          <span className="max-md:order-2">
            <StatusBadge look={outcomeLook[event.outcome]} />
          </span>
          <span className="min-w-0 truncate font-medium max-md:order-1">{auditActionName[event.action]}</span>
          <span className="min-w-0 truncate text-muted max-md:order-4 max-md:col-span-2">
            {event.actor.name}
            {place !== null && `, ${place}`}
            {event.reason !== null && `: “${event.reason}”`}
          </span>
        </span>
      }
    >
      <AuditDetails event={event} />
    </Disclosure>
  )
}

function AuditDetails({ event }: { event: AuditEvent }) {
  return (
    <div className="border-t border-line bg-sunken/60 px-4 py-3 md:pl-20">
      <DefinitionList>
        <Definition term="When">{formatFullTime(event.at)}</Definition>
        <Definition term="Who">
          {event.actor.name} ({event.actor.kind}, {event.actor.id})
        </Definition>
        {event.reason !== null && <Definition term="Why">{event.reason}</Definition>}
        {event.releaseId !== null && (
          <Definition term="Release">
            <Link to={releasePath(event.releaseId)} className={textLink}>
              {event.releaseId}
            </Link>
          </Definition>
        )}
        {detailLines(event.details).map(([name, value]) => (
          <Definition key={name} term={name}>
            <span className="wrap-anywhere">{value}</span>
          </Definition>
        ))}
        <Definition term="Hash">
          <CopyText text={event.hash} shown={shortHash(event.hash)} label="hash" />
        </Definition>
        <Definition term="Hash before">
          <CopyText text={event.previousHash} shown={shortHash(event.previousHash)} label="hash before" />
        </Definition>
      </DefinitionList>
    </div>
  )
}
