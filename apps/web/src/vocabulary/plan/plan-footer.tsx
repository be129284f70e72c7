import { errorText } from '../../lib/error-text.ts'
import { Button } from '../../ui/button.tsx'
import type { ButtonVariant } from '../../ui/button-style.ts'
import { StatusIcon } from '../../ui/badge.tsx'

/** Why it cannot be pressed yet, in sight; what went wrong when it was; the button that says what it does. */
export function PlanFooter({
  action,
  formId,
  missing,
  isStarting,
  error,
  onCompute,
  onCancel,
  variant = 'primary',
}: {
  action: string
  formId: string
  /** Null when it can start. */
  missing: string | null
  isStarting: boolean
  error: unknown
  onCompute: () => void
  onCancel: () => void
  variant?: ButtonVariant
}) {
  return (
    <>
      {error !== null && <Failure error={error} onCompute={onCompute} />}
      <p aria-live="polite" className="mr-auto min-h-5 min-w-0 text-sm text-muted max-sm:basis-full">
        {missing}
      </p>
      <Button onClick={onCancel} className="max-sm:hidden">
        Cancel
      </Button>
      <span className="min-w-0 max-w-full max-sm:grid max-sm:w-full">
        <Button
          type="submit"
          form={formId}
          variant={variant}
          busy={isStarting}
          disabledReason={missing}
          className="min-w-0 max-w-full max-sm:h-11 max-sm:w-full"
        >
          <span className="truncate">{action}</span>
        </Button>
      </span>
    </>
  )
}

function Failure({ error, onCompute }: { error: unknown; onCompute: () => void }) {
  const { title, detail, remedy } = errorText(error)
  // Without an answer it may have started: pressing again finds it.
  const isAnswered = error instanceof Error && 'code' in error
  const whatToDo = isAnswered ? remedy : 'Press again: a release that did start is found, not started twice.'
  const isOutdated = isAnswered && error.code === 'plan-outdated'
  return (
    <div
      role="alert"
      className="flex basis-full items-start gap-2.5 rounded-lg border border-bad-line bg-bad-soft px-3 py-2 text-sm"
    >
      <span className="mt-0.5">
        <StatusIcon look={{ tone: 'bad', icon: 'cross', word: '' }} size={15} />
      </span>
      <p className="min-w-0 flex-1 wrap-anywhere">
        <strong className="font-semibold">{title}</strong>
        {/[.?!]$/.test(title) ? ' ' : '. '}
        {[detail, whatToDo].filter(Boolean).join(' ')}
      </p>
      {isOutdated && (
        <Button size="small" onClick={onCompute}>
          Compute it again
        </Button>
      )}
    </div>
  )
}
