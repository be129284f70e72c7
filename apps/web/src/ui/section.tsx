import { QueryErrorResetBoundary } from '@tanstack/react-query'
import { Component, Suspense, type ReactNode } from 'react'
import { errorText, isNotFound } from '../lib/error-text.ts'
import { ErrorState } from './states.tsx'

type BoundaryProps = { onReset: () => void; missing: ReactNode; children: ReactNode }

/** React offers error boundaries only as classes. */
class ErrorBoundary extends Component<BoundaryProps, { error: unknown }> {
  override state: { error: unknown } = { error: null }
  static getDerivedStateFromError(error: unknown) {
    return { error }
  }
  readonly #retry = () => {
    this.props.onReset()
    this.setState({ error: null })
  }
  override render() {
    if (this.state.error === null) return this.props.children
    if (isNotFound(this.state.error) && this.props.missing !== undefined) return this.props.missing
    return (
      <div className="rounded-xl border border-line bg-surface shadow-low">
        <ErrorState text={errorText(this.state.error)} onRetry={this.#retry} />
      </div>
    )
  }
}

/**
 * One part of a page: its skeleton while it loads, its error with Try again, never the others'.
 * `missing` shows instead of the error when the thing does not exist.
 */
export function Section({
  fallback,
  missing,
  children,
}: {
  fallback: ReactNode
  missing?: ReactNode
  children: ReactNode
}) {
  return (
    <QueryErrorResetBoundary>
      {({ reset }) => (
        <ErrorBoundary onReset={reset} missing={missing}>
          <Suspense fallback={fallback}>{children}</Suspense>
        </ErrorBoundary>
      )}
    </QueryErrorResetBoundary>
  )
}
