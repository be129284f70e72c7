import type { EnvironmentRollout } from '@lockstep/shared-types/rollout'
import { Milestone, Play, Rocket } from 'lucide-react'
import { deployPath, startRolloutPath } from '../../paths.ts'
import { ButtonLink } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { Notice } from '../../ui/notice.tsx'
import { EmptyState } from '../../ui/states.tsx'
import { stagesText } from '../../vocabulary/rollout/gate-words.ts'
import { deploysInStages, driverName } from '../../vocabulary/rollout/rollout-look.ts'

/** None was set up, or none has run yet: what it takes to begin. */
export function NoRollout({ found }: { found: EnvironmentRollout }) {
  const { driver, stages } = found
  return (
    <Card flush>
      {driver === null ? (
        <EmptyState icon={<Milestone size={20} />} title="No rollout is set up here">
          Releases change everything at once. To move traffic in stages, add <code>rollout</code> with a
          driver to this environment in the configuration file.
        </EmptyState>
      ) : (
        <EmptyState
          icon={<Milestone size={20} />}
          title="No rollout has run here yet"
          action={<StartLink found={found} />}
        >
          {driverName[driver]}: {stagesText(stages)}.{' '}
          {deploysInStages(driver)
            ? 'A rollout is part of a deploy in stages.'
            : 'It moves users to what runs already, behind the flag.'}
        </EmptyState>
      )}
    </Card>
  )
}

function StartLink({ found }: { found: EnvironmentRollout }) {
  return deploysInStages(found.driver) ? (
    <ButtonLink to={deployPath(found)} variant="primary" icon={<Rocket size={16} aria-hidden />}>
      Deploy in stages
    </ButtonLink>
  ) : (
    <ButtonLink to={startRolloutPath(found)} variant="primary" icon={<Play size={16} aria-hidden />}>
      Start rollout
    </ButtonLink>
  )
}

/** After the end: the way to the next one. */
export function StartAgain({ found }: { found: EnvironmentRollout }) {
  if (found.driver === null) return null
  return (
    <Notice tone="idle" icon="check" action={<StartLink found={found} />}>
      This rollout is over.
    </Notice>
  )
}
