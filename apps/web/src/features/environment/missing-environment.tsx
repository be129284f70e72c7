import { Compass } from 'lucide-react'
import { fleetPath } from '../../paths.ts'
import { ButtonLink } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/states.tsx'
import { useEnvironmentRef } from '../../vocabulary/use-environment-ref.ts'

export function MissingEnvironment() {
  const { applicationId, environmentId } = useEnvironmentRef()
  return (
    <div className="py-16">
      <h1 className="sr-only">Not found</h1>
      <EmptyState
        icon={<Compass size={20} />}
        title="There is no such environment"
        action={
          <ButtonLink to={fleetPath} variant="primary">
            Go to the fleet
          </ButtonLink>
        }
      >
        The configuration names no environment {environmentId} of {applicationId}. A preview may be gone
        already.
      </EmptyState>
    </div>
  )
}
