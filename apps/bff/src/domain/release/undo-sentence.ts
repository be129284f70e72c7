import type { ReleaseScope } from '@lockstep/shared-types/release-kind'
import type { ArtifactRef } from '@lockstep/shared-types/artifact'
import type { ReleaseShape } from './step-list.ts'

const undoneParts: Readonly<Record<ReleaseScope, string>> = {
  both: 'its task definition, its files and a full invalidation',
  backend: 'its task definition',
  frontend: 'its files and a full invalidation',
}

/** How the release would be undone, for the plan. */
export function undoSentence({ kind, scope, strategy }: ReleaseShape, from: ArtifactRef | null): string {
  if (kind === 'rollout') return 'Sets the flag back to 0 %: nothing is deployed.'
  if (kind === 'invalidate') return 'Nothing to undo: the edge fetches its objects from the bucket again.'
  const halves = scope === 'both' ? 'both halves' : `the ${scope}`
  if (from === null)
    return `What runs now could not be told, so going back means to pick a version for ${halves} by hand.`
  const before =
    strategy === 'stages'
      ? `As long as the rollout runs, its traffic goes back to ${from.version} with one call and no deploy. Later a`
      : 'A'
  return `${before} rollback brings ${halves} back to ${from.version}: ${undoneParts[scope]}.`
}
