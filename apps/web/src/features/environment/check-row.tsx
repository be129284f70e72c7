import type { DriftCheck } from '@lockstep/shared-types/drift'
import type { EnvironmentRef } from '@lockstep/shared-types/environment'
import { StatusMark } from '../../ui/badge.tsx'
import { Disclosure } from '../../ui/disclosure.tsx'
import { Age } from '../../ui/time.tsx'
import { basisName, checkLook, driftCheckName } from '../../vocabulary/drift-look.ts'
import { CheckDetails } from './check-details.tsx'

export function CheckRow({
  check,
  environmentRef,
  open,
  onToggle,
}: {
  check: DriftCheck
  environmentRef: EnvironmentRef
  open: boolean
  onToggle: () => void
}) {
  return (
    <Disclosure
      open={open}
      onToggle={onToggle}
      summary={
        <>
          <StatusMark look={checkLook[check.status]} />
          <span className="min-w-0 flex-1 text-sm sm:flex sm:items-baseline sm:gap-3">
            <span className="block font-medium sm:w-56 sm:shrink-0">{driftCheckName[check.id]}</span>
            {!open && (
              <span className="block min-w-0 text-muted max-sm:line-clamp-2 sm:truncate">
                {check.sentence}
              </span>
            )}
          </span>
          {basisName[check.basis] !== null && (
            <span className="shrink-0 text-xs text-muted max-sm:hidden">{basisName[check.basis]}</span>
          )}
          {check.status !== 'ok' && (
            <span className="shrink-0 text-xs text-muted">
              <Age since={check.since} />
            </span>
          )}
        </>
      }
    >
      <CheckDetails check={check} environmentRef={environmentRef} />
    </Disclosure>
  )
}
