import type { Role } from '@lockstep/shared-types/actor'
import type { EnvironmentRollout, Rollout } from '@lockstep/shared-types/rollout'
import { lazy } from 'react'
import { Section } from '../../ui/section.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { DecisionCard } from './decision-card.tsx'
import { DecisionsCard } from './decisions-card.tsx'
import { EndPanel } from './end-panel.tsx'
import { GateCard } from './gate-card.tsx'
import { HeroPanel } from './hero-panel.tsx'
import { StartAgain } from './no-rollout.tsx'
import { PercentPanel } from './percent-panel.tsx'
import { RolloutNotices } from './rollout-notices.tsx'

/** Charts come after what can be pressed. */
const ChartsCard = lazy(async () => ({ default: (await import('./charts-card.tsx')).ChartsCard }))

export function RolloutView({
  found,
  rollout,
  role,
}: {
  found: EnvironmentRollout
  rollout: Rollout
  role: Role | null
}) {
  const hasEnded = rollout.phase === 'ended'
  return (
    <>
      {hasEnded ? <StartAgain found={found} /> : <RolloutNotices rollout={rollout} role={role} />}
      <HeroPanel rollout={rollout} role={role} />
      {rollout.end !== null && <EndPanel rollout={rollout} end={rollout.end} />}
      <div className="grid items-start gap-4 xl:grid-cols-2">
        <div className="min-w-0 space-y-4">
          {hasEnded ? (
            <DecisionCard decision={rollout.decision} />
          ) : (
            <>
              <PercentPanel rollout={rollout} role={role} />
              <GateCard rollout={rollout} role={role} />
            </>
          )}
        </div>
        <div className="min-w-0 space-y-4">
          {!hasEnded && <DecisionCard decision={rollout.decision} />}
          <Section fallback={<Skeleton className="h-75 rounded-xl" />}>
            <ChartsCard environmentRef={rollout} since={rollout.startedAt} />
          </Section>
        </div>
      </div>
      <Section fallback={<Skeleton className="h-64 rounded-xl" />}>
        <DecisionsCard releaseId={rollout.releaseId} />
      </Section>
    </>
  )
}
