import type { EnvironmentDetail } from '@lockstep/shared-types/environment'
import { ChevronLeft, Lock, Rocket, Undo2 } from 'lucide-react'
import { Link } from 'react-router'
import { deployPath, fleetPath, rollbackPath } from '../../paths.ts'
import { Badge } from '../../ui/badge.tsx'
import { ButtonLink } from '../../ui/button.tsx'
import { EmergencyButton } from '../../vocabulary/emergency/emergency-button.tsx'
import { useRefusal } from './use-refusal.ts'

/** Which environment this is, and the two big buttons that are always there. */
export function EnvironmentHeader({ environment }: { environment: EnvironmentDetail }) {
  const deployRefusal = useRefusal('deploy', environment.activeRelease)
  const rollbackRefusal = useRefusal('rollback', environment.activeRelease)
  return (
    <header className="flex flex-wrap items-end justify-between gap-x-6 gap-y-4">
      <div className="min-w-0">
        <Link
          to={fleetPath}
          className="-ml-1 inline-flex min-h-6 items-center gap-0.5 rounded-md pr-1 text-sm text-muted hover:text-fg"
        >
          <ChevronLeft size={15} aria-hidden />
          Fleet
        </Link>
        <div className="flex flex-wrap items-center gap-x-2.5 gap-y-1">
          <h1 className="text-2xl font-semibold tracking-tight">
            {environment.applicationName} <span className="font-normal text-muted">{environment.name}</span>
          </h1>
          {environment.protected && (
            <Badge>
              <Lock size={11} aria-hidden />
              Protected
            </Badge>
          )}
          <span className="text-sm text-muted">{environment.region}</span>
        </div>
      </div>
      <div className="grid w-full grid-cols-2 gap-2.5 *:w-full sm:w-auto md:grid-cols-3 [&_button]:w-full">
        <span className="max-md:hidden">
          <EmergencyButton
            environmentRef={environment}
            place={`${environment.applicationName} ${environment.name}`}
          />
        </span>
        <ButtonLink
          to={rollbackPath(environment)}
          size="large"
          icon={<Undo2 size={18} aria-hidden />}
          disabledReason={rollbackRefusal}
          preventScrollReset
        >
          Roll back
        </ButtonLink>
        <ButtonLink
          to={deployPath(environment)}
          size="large"
          variant="primary"
          icon={<Rocket size={18} aria-hidden />}
          disabledReason={deployRefusal}
          preventScrollReset
        >
          Deploy
        </ButtonLink>
      </div>
    </header>
  )
}
