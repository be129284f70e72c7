/** Class lists that several primitives share. */
export const fieldBox =
  'w-full rounded-lg border border-control bg-surface px-3 text-base text-fg placeholder:text-muted hover:border-muted focus-visible:outline-2 focus-visible:outline-accent focus-visible:-outline-offset-1 aria-invalid:border-bad aria-disabled:bg-sunken aria-disabled:text-muted'

export const fieldLabel = 'mb-1.5 block text-sm font-medium text-fg'

export const popup =
  'rounded-xl border border-line-strong bg-raised shadow-high outline-none transition-[opacity,scale] duration-100 data-starting-style:scale-[0.98] data-starting-style:opacity-0 data-ending-style:opacity-0'

export const textLink =
  'rounded-xs font-medium text-accent underline-offset-3 hover:text-accent-hover hover:underline'
