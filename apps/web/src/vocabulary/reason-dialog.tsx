import { useId, useState, type ReactNode } from 'react'
import { errorText } from '../lib/error-text.ts'
import type { ButtonVariant } from '../ui/button-style.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { ErrorState } from '../ui/states.tsx'
import { TextArea } from '../ui/text-field.tsx'

const shortestReason = 3

/** Asks for a reason before something is done, and says what it does. */
export function ReasonDialog({
  title,
  children,
  action,
  cancel,
  variant,
  isBusy,
  error,
  kept = 'Kept with the release and in the audit log.',
  onClose,
  onSubmit,
}: {
  title: string
  children: ReactNode
  action: string
  cancel: string
  variant: ButtonVariant
  isBusy: boolean
  error: unknown
  /** Where the reason is found later. */
  kept?: string
  onClose: () => void
  onSubmit: (reason: string) => void
}) {
  const formId = useId()
  const [reason, setReason] = useState('')
  const isGiven = reason.trim().length >= shortestReason
  return (
    <Dialog
      open
      onClose={onClose}
      title={title}
      size="small"
      footer={
        <>
          <Button onClick={onClose}>{cancel}</Button>
          <Button
            type="submit"
            form={formId}
            variant={variant}
            busy={isBusy}
            disabledReason={isGiven ? null : 'Say why, in at least three letters.'}
          >
            {action}
          </Button>
        </>
      }
    >
      <form
        id={formId}
        className="space-y-4"
        onSubmit={(event) => {
          event.preventDefault()
          if (isGiven && !isBusy) onSubmit(reason.trim())
        }}
      >
        <div className="text-base">{children}</div>
        <TextArea
          label="Reason"
          description={kept}
          data-autofocus
          rows={2}
          value={reason}
          onValueChange={setReason}
        />
        {error !== null && <ErrorState compact text={errorText(error)} />}
      </form>
    </Dialog>
  )
}
