import { classNames } from '../lib/class-names.ts'

export type ButtonVariant = 'primary' | 'secondary' | 'danger' | 'ghost'
export type ButtonSize = 'small' | 'medium' | 'large'

const variants = {
  primary: 'bg-accent text-on-accent not-aria-disabled:hover:bg-accent-hover shadow-low',
  secondary:
    'border border-line-strong bg-surface text-fg not-aria-disabled:hover:bg-hover not-aria-disabled:hover:border-control shadow-low',
  danger: 'bg-bad text-surface not-aria-disabled:hover:bg-bad-hover shadow-low',
  ghost: 'text-muted not-aria-disabled:hover:bg-hover not-aria-disabled:hover:text-fg',
} as const satisfies Record<ButtonVariant, string>

const sizes = {
  small: 'h-7 gap-1.5 rounded-md px-2.5 text-sm',
  medium: 'h-9 gap-2 rounded-lg px-3.5 text-base',
  large: 'h-11 gap-2.5 rounded-lg px-5 text-lg',
} as const satisfies Record<ButtonSize, string>

const iconSizes = {
  small: 'size-7 rounded-md',
  medium: 'size-9 rounded-lg',
  large: 'size-11 rounded-lg',
} as const satisfies Record<ButtonSize, string>

/** The classes of a button or of a link that looks like one. */
export const buttonStyle = (variant: ButtonVariant, size: ButtonSize, iconOnly: boolean, more?: string) =>
  classNames(
    'inline-flex shrink-0 items-center justify-center font-medium whitespace-nowrap transition-colors select-none aria-disabled:cursor-not-allowed aria-disabled:opacity-55',
    variants[variant],
    iconOnly ? iconSizes[size] : sizes[size],
    more,
  )
