import type { RollbackCandidate } from '@lockstep/shared-types/plan'
import { standsInTheWay } from '@lockstep/shared-types/version-hold'
import { classNames } from '../../lib/class-names.ts'
import { StatusIcon, type StatusLook } from '../../ui/badge.tsx'
import { Time } from '../../ui/time.tsx'
import { HoldText } from '../../vocabulary/hold-text.tsx'

const readyLook = {
  ok: { tone: 'ok', icon: 'check', word: 'Ready' },
  fail: { tone: 'bad', icon: 'cross', word: 'Not ready' },
  unknown: { tone: 'idle', icon: 'question', word: 'Not known' },
} as const satisfies Record<RollbackCandidate['ready'], StatusLook>

/** One version to go back to, as a radio button: who released it and when, and whether all it needs is there. */
export function CandidateRow({
  candidate,
  name,
  checked,
  onChoose,
}: {
  candidate: RollbackCandidate
  /** Of the group of radio buttons. */
  name: string
  checked: boolean
  onChoose: () => void
}) {
  const { artifact, releasedAt, releasedBy, hold, pushedAt, ready, readiness } = candidate
  const look = readyLook[ready]
  return (
    <label
      className={classNames(
        'grid min-h-14 cursor-pointer grid-cols-[1rem_minmax(0,1fr)_auto] items-center gap-x-3 px-4 py-2 has-focus-visible:outline-2 has-focus-visible:-outline-offset-2 has-focus-visible:outline-accent',
        checked ? 'bg-accent-soft' : 'hover:bg-hover/60',
      )}
    >
      <input
        type="radio"
        name={name}
        checked={checked}
        onChange={onChoose}
        {...(checked ? { 'data-autofocus': '' } : {})}
        className="size-4 accent-accent outline-none"
      />
      <span className="min-w-0">
        <span className="block text-base font-semibold wrap-anywhere">{artifact.version}</span>
        <span className="block text-xs text-muted">
          {releasedAt !== null ? (
            <>
              released <Time at={releasedAt} />
              {releasedBy !== null && ` by ${releasedBy}`}.{' '}
            </>
          ) : (
            pushedAt !== null && (
              <>
                pushed <Time at={pushedAt} />.{' '}
              </>
            )
          )}
          {hold !== null && (
            <>
              <HoldText hold={hold} />{' '}
            </>
          )}
          {(checked || ready !== 'ok') && !standsInTheWay(hold) && readiness}
        </span>
      </span>
      <span className="flex items-center gap-1.5 text-xs font-medium">
        <StatusIcon look={{ ...look, word: '' }} size={13} />
        {look.word}
      </span>
    </label>
  )
}
