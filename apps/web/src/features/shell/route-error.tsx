import { isRouteErrorResponse, useRouteError } from 'react-router'
import { errorText } from '../../lib/error-text.ts'
import { ErrorState } from '../../ui/states.tsx'
import { NotFoundPage } from './not-found-page.tsx'

/** The last resort of a page: what happened in words, never a stack trace. */
export function RouteError() {
  const error = useRouteError()
  if (isRouteErrorResponse(error) && error.status === 404) return <NotFoundPage />
  return (
    <div className="py-16">
      <ErrorState text={errorText(error)} onRetry={() => location.reload()} />
    </div>
  )
}
