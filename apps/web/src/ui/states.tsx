import { RotateCw, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import type { ErrorText } from '../lib/error-text.ts'
import { Button } from './button.tsx'

/** Nothing here, why, and what to do about it. */
export function EmptyState({
  title,
  children,
  icon,
  action,
}: {
  title: string
  children?: ReactNode
  icon?: ReactNode
  action?: ReactNode
}) {
  return (
    <div className="flex flex-col items-center px-6 py-12 text-center">
      {icon !== undefined && (
        <div aria-hidden className="mb-3 grid size-11 place-items-center rounded-full bg-sunken text-muted">
          {icon}
        </div>
      )}
      <p className="text-base font-semibold">{title}</p>
      {children !== undefined && <div className="mt-1 max-w-md text-sm text-muted">{children}</div>}
      {action !== undefined && <div className="mt-4">{action}</div>}
    </div>
  )
}

/** What went wrong, where, what to do, and Try again where that can help. */
export function ErrorState({
  text,
  onRetry,
  compact = false,
}: {
  text: ErrorText
  onRetry?: () => void
  compact?: boolean
}) {
  return (
    <div role="alert" className={compact ? 'flex gap-3 p-4' : 'mx-auto flex max-w-xl gap-4 px-6 py-10'}>
      <div className="grid size-9 shrink-0 place-items-center rounded-full border border-bad-line bg-bad-soft text-bad">
        <TriangleAlert size={17} aria-hidden />
      </div>
      <div className="min-w-0">
        <p className="text-base font-semibold">{text.title}</p>
        {text.detail !== null && <p className="mt-0.5 text-sm break-words text-muted">{text.detail}</p>}
        {text.remedy !== null && <p className="mt-2 text-sm">{text.remedy}</p>}
        {onRetry !== undefined && (
          <Button size="small" className="mt-3" icon={<RotateCw size={13} aria-hidden />} onClick={onRetry}>
            Try again
          </Button>
        )}
      </div>
    </div>
  )
}
