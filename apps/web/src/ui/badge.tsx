import {
  Ban,
  Check,
  CircleDashed,
  CircleHelp,
  LoaderCircle,
  TriangleAlert,
  X,
  type LucideIcon,
} from 'lucide-react'
import type { ReactNode } from 'react'
import { classNames } from '../lib/class-names.ts'
import { softTone, textTone, type Tone } from './tones.ts'

const icons = {
  check: Check,
  warning: TriangleAlert,
  cross: X,
  question: CircleHelp,
  running: LoaderCircle,
  waiting: CircleDashed,
  stopped: Ban,
} as const satisfies Record<string, LucideIcon>

/** Shape carries the meaning as well as colour does. */
export type StatusIconName = keyof typeof icons

export type StatusLook = { readonly tone: Tone; readonly icon: StatusIconName; readonly word: string }

export function Badge({ tone = 'idle', children }: { tone?: Tone; children: ReactNode }) {
  return (
    <span
      className={classNames(
        'inline-flex h-5.5 items-center gap-1 rounded-md border px-1.5 text-xs font-medium whitespace-nowrap',
        softTone[tone],
      )}
    >
      {children}
    </span>
  )
}

/** Icon and word. */
export function StatusBadge({ look, size = 'small' }: { look: StatusLook; size?: 'small' | 'large' }) {
  return (
    <span
      className={classNames(
        'inline-flex items-center border font-medium whitespace-nowrap',
        size === 'small'
          ? 'h-5.5 gap-1 rounded-md px-1.5 text-xs'
          : 'h-7 gap-1.5 rounded-lg px-2.5 text-base',
        softTone[look.tone],
      )}
    >
      <StatusIcon look={{ ...look, word: '' }} size={size === 'small' ? 12 : 15} />
      {look.word}
    </span>
  )
}

/** The icon alone; `word` is read to those who do not see it, unless it is empty. */
export function StatusIcon({ look, size = 16 }: { look: StatusLook; size?: number }) {
  const Icon = icons[look.icon]
  return (
    <Icon
      size={size}
      strokeWidth={2.4}
      className={classNames(
        'shrink-0',
        textTone[look.tone],
        look.icon === 'running' && 'animate-spin [animation-duration:2s]',
      )}
      {...(look.word === '' ? { 'aria-hidden': true } : { role: 'img', 'aria-label': look.word })}
    />
  )
}

/** A round, soft mark that leads a row or a panel. */
export function StatusMark({ look, size = 'small' }: { look: StatusLook; size?: 'small' | 'large' }) {
  return (
    <span
      className={classNames(
        'grid shrink-0 place-items-center rounded-full border',
        size === 'small' ? 'size-6' : 'size-11',
        softTone[look.tone],
      )}
    >
      <StatusIcon look={look} size={size === 'small' ? 13 : 22} />
    </span>
  )
}
