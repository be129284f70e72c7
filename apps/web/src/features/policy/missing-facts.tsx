import type { RolloutPolicy } from '@lockstep/shared-types/policy'
import { formatDuration } from '../../lib/format-duration.ts'
import { Definition, DefinitionList } from '../../ui/definition-list.tsx'
import { missingText } from './policy-words.ts'

/** Over how long values are taken, and what missing ones do. */
export function MissingFacts({ policy }: { policy: RolloutPolicy }) {
  return (
    <div className="p-4">
      <DefinitionList>
        <Definition term="Values are taken over">the last {formatDuration(policy.windowSeconds)}</Definition>
        <Definition term="Missing measurements">{missingText(policy)}</Definition>
      </DefinitionList>
    </div>
  )
}
