import { Compass } from 'lucide-react'
import { useLocation } from 'react-router'
import { useDocumentTitle } from '../../lib/use-document-title.ts'
import { fleetPath } from '../../paths.ts'
import { ButtonLink } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/states.tsx'

export function NotFoundPage() {
  useDocumentTitle('Not found')
  const { pathname } = useLocation()
  return (
    <div className="py-16">
      <h1 className="sr-only">Not found</h1>
      <EmptyState
        icon={<Compass size={20} />}
        title="Nothing lives at this address"
        action={
          <ButtonLink to={fleetPath} variant="primary">
            Go to the fleet
          </ButtonLink>
        }
      >
        <p className="break-all">{pathname}</p>
        <p className="mt-2">
          The link may be old, or the application or environment may be gone from the configuration.
        </p>
      </EmptyState>
    </div>
  )
}
