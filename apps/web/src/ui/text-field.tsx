import { useId, type ComponentProps, type ReactNode } from 'react'
import { classNames } from '../lib/class-names.ts'
import { fieldBox, fieldLabel } from './styles.ts'

type Frame = {
  label: ReactNode
  hideLabel?: boolean
  description?: ReactNode
  /** Shown under the field, read out, and marks it as invalid. */
  error?: string | null
  className?: string
}

type Control<Tag extends 'input' | 'textarea'> = Omit<
  ComponentProps<Tag>,
  'className' | 'onChange' | 'id'
> & {
  onValueChange: (value: string) => void
}

/** One line of text. */
export function TextField({
  label,
  hideLabel,
  description,
  error,
  className,
  icon,
  suffix,
  onValueChange,
  ...control
}: Frame & Control<'input'> & { icon?: ReactNode; /** The unit, within the field. */ suffix?: string }) {
  const field = useField(description, error)
  return (
    <FieldFrame {...{ label, hideLabel, description, error, className }} {...field}>
      <div className="relative">
        {icon !== undefined && (
          <span
            aria-hidden
            className="pointer-events-none absolute inset-y-0 left-3 flex items-center text-muted"
          >
            {icon}
          </span>
        )}
        <input
          {...control}
          {...field.control}
          onChange={(event) => onValueChange(event.target.value)}
          className={classNames(
            fieldBox,
            'h-9',
            icon !== undefined && 'pl-8.5',
            suffix !== undefined && 'pr-12',
          )}
        />
        {suffix !== undefined && (
          <span className="pointer-events-none absolute inset-y-0 right-3 flex items-center text-sm text-muted">
            {suffix}
          </span>
        )}
      </div>
    </FieldFrame>
  )
}

/** Several lines of text, such as a reason. */
export function TextArea({
  label,
  hideLabel,
  description,
  error,
  className,
  onValueChange,
  rows = 3,
  ...control
}: Frame & Control<'textarea'>) {
  const field = useField(description, error)
  return (
    <FieldFrame {...{ label, hideLabel, description, error, className }} {...field}>
      <textarea
        {...control}
        {...field.control}
        rows={rows}
        onChange={(event) => onValueChange(event.target.value)}
        className={classNames(fieldBox, 'block resize-y py-2')}
      />
    </FieldFrame>
  )
}

const useField = (description: ReactNode, error: string | null | undefined) => {
  const id = useId()
  const noteId = `${id}-note`
  const noted = description !== undefined || typeof error === 'string'
  const described = noted ? { 'aria-describedby': noteId } : {}
  return { id, noteId, control: { id, 'aria-invalid': typeof error === 'string', ...described } }
}

function FieldFrame({
  label,
  hideLabel = false,
  description,
  error = null,
  className,
  children,
  id,
  noteId,
}: Frame & { children: ReactNode; id: string; noteId: string }) {
  return (
    <div className={className}>
      <label htmlFor={id} className={hideLabel ? 'sr-only' : fieldLabel}>
        {label}
      </label>
      {children}
      {error === null ? (
        description !== undefined && (
          <p id={noteId} className="mt-1 text-xs text-muted">
            {description}
          </p>
        )
      ) : (
        <p id={noteId} aria-live="polite" className="mt-1 text-xs font-medium text-bad">
          {error}
        </p>
      )}
    </div>
  )
}
