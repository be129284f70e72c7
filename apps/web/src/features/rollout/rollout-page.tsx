import { Section } from '../../ui/section.tsx'
import { useEnvironmentRef } from '../../vocabulary/use-environment-ref.ts'
import { RolloutContent } from './rollout-content.tsx'
import { RolloutSkeleton } from './rollout-skeleton.tsx'

/** The percentage, the stages, the gate and the decision of an environment's rollout, live. */
export function RolloutPage() {
  const ref = useEnvironmentRef()
  return (
    <Section key={`${ref.applicationId}/${ref.environmentId}`} fallback={<RolloutSkeleton />}>
      <RolloutContent environmentRef={ref} />
    </Section>
  )
}
