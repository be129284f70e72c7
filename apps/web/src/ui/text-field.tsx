import { Field } from '@base-ui/react/field'
import type { ComponentProps, ReactNode } from 'react'
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

function FieldFrame({
  label,
  hideLabel = false,
  description,
  error = null,
  className,
  children,
}: Frame & { children: ReactNode }) {
  return (
    <Field.Root invalid={error !== null} className={className ?? ''}>
      <Field.Label className={hideLabel ? 'sr-only' : fieldLabel}>{label}</Field.Label>
      {children}
      {description !== undefined && error === null && (
        <Field.Description className="mt-1 text-xs text-muted">{description}</Field.Description>
      )}
      {error !== null && (
        <Field.Error match className="mt-1 text-xs font-medium text-bad">
          {error}
        </Field.Error>
      )}
    </Field.Root>
  )
}

/** One line of text. */
export function TextField({
  label,
  hideLabel,
  description,
  error,
  className,
  icon,
  ...control
}: Frame & { icon?: ReactNode } & Omit<ComponentProps<typeof Field.Control>, 'className' | 'render'>) {
  return (
    <FieldFrame {...{ label, hideLabel, description, error, className }}>
      <div className="relative">
        {icon !== undefined && (
          <span
            aria-hidden
            className="pointer-events-none absolute inset-y-0 left-3 flex items-center text-muted"
          >
            {icon}
          </span>
        )}
        <Field.Control {...control} className={classNames(fieldBox, 'h-9', icon !== undefined && 'pl-8.5')} />
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
  rows = 3,
  ...control
}: Frame & { rows?: number } & Omit<ComponentProps<typeof Field.Control>, 'className' | 'render'>) {
  return (
    <FieldFrame {...{ label, hideLabel, description, error, className }}>
      <Field.Control
        {...control}
        render={<textarea rows={rows} />}
        className={classNames(fieldBox, 'block resize-y py-2')}
      />
    </FieldFrame>
  )
}
