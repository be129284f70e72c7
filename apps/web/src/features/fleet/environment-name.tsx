import type { EnvironmentSummary } from '@lockstep/shared-types/environment'
import { Lock } from 'lucide-react'

export function EnvironmentName({ environment }: { environment: EnvironmentSummary }) {
  return (
    <>
      <strong className="block truncate font-semibold">{environment.applicationName}</strong>
      <span className="flex items-center gap-1 text-muted">
        <span className="truncate">{environment.name}</span>
        {environment.protected && (
          <span title="Protected: a release asks for the environment's name" className="shrink-0">
            <Lock size={11} aria-hidden />
            <span className="sr-only">protected</span>
          </span>
        )}
      </span>
    </>
  )
}
