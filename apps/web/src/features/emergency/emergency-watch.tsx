import type { Emergency } from '@lockstep/shared-types/rollout'
import { useQuery } from '@tanstack/react-query'
import { ArrowRight } from 'lucide-react'
import { releaseQuery } from '../../api/releases.ts'
import { rolloutQuery } from '../../api/rollout.ts'
import { formatAfter } from '../../lib/format-after.ts'
import { releasePath } from '../../paths.ts'
import { StatusMark } from '../../ui/badge.tsx'
import { ButtonLink } from '../../ui/button.tsx'
import { BigTime } from './big-time.tsx'
import { offSince, rollbackSteps, watchSentence, zeroSteps } from './emergency-words.ts'
import { SincePress } from './since-press.tsx'

const pollMilliseconds = 1000

/** Counts until the traffic is off the bad version, and shows that it is. Reads by itself: the stream may be down. */
export function EmergencyWatch({
  emergency,
  pressedAt,
  onLeave,
}: {
  emergency: Emergency
  pressedAt: number
  onLeave: () => void
}) {
  const isZero = emergency.effect === 'to-zero'
  const rollout = useQuery({
    ...rolloutQuery(emergency.releaseId),
    enabled: isZero,
    staleTime: 0,
    refetchInterval: ({ state }) => (state.data?.phase === 'ended' ? false : pollMilliseconds),
  }).data
  const release = useQuery({
    ...releaseQuery(emergency.releaseId),
    enabled: !isZero,
    staleTime: 0,
    refetchInterval: ({ state }) =>
      state.data?.endedAt != null || offSince(emergency, undefined, state.data) !== null
        ? false
        : pollMilliseconds,
  }).data
  const steps = isZero ? zeroSteps(emergency, rollout) : rollbackSteps(emergency, release)
  const offAt = offSince(emergency, rollout, release)
  return (
    <div className="space-y-4">
      <p className="text-base" aria-live="polite">
        {watchSentence(emergency, rollout)}
      </p>
      {offAt === null ? (
        <SincePress pressedAt={pressedAt} />
      ) : (
        <BigTime label="Off the bad version">{formatAfter(emergency.askedAt, offAt)}</BigTime>
      )}
      <ol aria-live="polite" className="divide-y divide-line rounded-xl border border-line">
        {steps.map((step) => (
          <li key={step.name} className="flex min-h-12 items-start gap-3 px-4 py-2.5 text-sm">
            <StatusMark look={step.look} />
            <div className="min-w-0 flex-1 pt-0.5">
              <p className="font-medium">{step.name}</p>
              {step.note !== null && <p className="text-muted wrap-anywhere">{step.note}</p>}
            </div>
            <span className="pt-0.5 whitespace-nowrap text-muted">{step.after}</span>
          </li>
        ))}
      </ol>
      <ButtonLink
        to={releasePath(emergency.releaseId)}
        onClick={onLeave}
        icon={<ArrowRight size={16} aria-hidden />}
      >
        {isZero ? 'Open the release' : 'Follow the rollback'}
      </ButtonLink>
    </div>
  )
}
