import type { RolloutGlance } from '@lockstep/shared-types/environment'
import { Link } from 'react-router'
import { formatShare } from '../../lib/format-number.ts'
import { StatusIcon } from '../../ui/badge.tsx'
import { phaseLook } from './rollout-look.ts'

/** A rollout that runs, in one line: how much, and in which phase. Leads to its page. */
export function RolloutMark({ rollout, to }: { rollout: RolloutGlance; to: string }) {
  const look = phaseLook[rollout.phase]
  return (
    <Link
      to={to}
      className="relative z-10 inline-flex min-h-6 max-w-full items-center gap-1 rounded-xs text-xs underline-offset-3 hover:text-accent hover:underline"
    >
      <StatusIcon look={{ ...look, word: '' }} size={12} />
      <span className="truncate">
        <span className="sr-only">Rollout: </span>
        <strong className="font-semibold">{formatShare(rollout.percent)}</strong> {look.word.toLowerCase()}
      </span>
    </Link>
  )
}
