import { Button as Base } from '@base-ui/react/button'
import { LoaderCircle } from 'lucide-react'
import type { ComponentProps, ReactNode } from 'react'
import { Link, type LinkProps } from 'react-router'
import { buttonStyle, type ButtonSize, type ButtonVariant } from './button-style.ts'
import { Tooltip } from './tooltip.tsx'

type Look = {
  variant?: ButtonVariant
  size?: ButtonSize
  icon?: ReactNode
  /** Why it cannot be pressed; it stays focusable, says so, and does nothing. */
  disabledReason?: string | null
}

export type ButtonProps = Omit<ComponentProps<typeof Base>, 'className' | 'disabled'> &
  Look & {
    className?: string
    /** Shows a spinner and does nothing until the work is done; the width stays. */
    busy?: boolean
  }

export function Button({
  variant = 'secondary',
  size = 'medium',
  icon,
  disabledReason = null,
  busy = false,
  className,
  children,
  ...props
}: ButtonProps) {
  const shownIcon = busy ? <LoaderCircle size={16} aria-hidden className="animate-spin" /> : icon
  const button = (
    <Base
      {...props}
      disabled={disabledReason !== null || busy}
      focusableWhenDisabled
      aria-busy={busy || undefined}
      className={buttonStyle(variant, size, children === undefined, className)}
    >
      {shownIcon}
      {children}
    </Base>
  )
  return disabledReason === null ? button : <DisabledHint reason={disabledReason}>{button}</DisabledHint>
}

/** A link that looks like a button, for what opens a page or a dialog route. */
export function ButtonLink({
  variant = 'secondary',
  size = 'medium',
  icon,
  disabledReason = null,
  className,
  children,
  ...props
}: LinkProps & Look & { className?: string }) {
  if (disabledReason !== null)
    return (
      <Button
        variant={variant}
        size={size}
        icon={icon}
        disabledReason={disabledReason}
        {...(className === undefined ? {} : { className })}
      >
        {children}
      </Button>
    )
  return (
    <Link {...props} className={buttonStyle(variant, size, children === undefined, className)}>
      {icon}
      {children}
    </Link>
  )
}

function DisabledHint({ reason, children }: { reason: string; children: ReactNode }) {
  return (
    <Tooltip content={reason} openOnPress>
      <span className="inline-flex" data-disabled-reason={reason}>
        {children}
      </span>
    </Tooltip>
  )
}
