import type { Release, ReleaseStep } from '@lockstep/shared-types/release'
import { Card } from '../../ui/card.tsx'
import { RolloutProgress } from './rollout-progress.tsx'
import { TimelineStep } from './timeline-step.tsx'

/** The steps in their order; each row keeps its height, whatever happens in it. */
export function Timeline({ release }: { release: Release }) {
  return (
    <Card title="Steps" flush>
      <ol className="divide-y divide-line">
        {release.steps.map((step) => (
          <TimelineStep key={step.id} step={step}>
            {step.id === 'rollout' && hasBegun(step) && <RolloutProgress release={release} />}
          </TimelineStep>
        ))}
      </ol>
    </Card>
  )
}

const hasBegun = ({ state }: ReleaseStep): boolean => state !== 'pending' && state !== 'skipped'
