import type { ArtifactRef } from '@lockstep/shared-types/artifact'
import type { EnvironmentRef } from '@lockstep/shared-types/environment'
import type { ReleaseScope } from '@lockstep/shared-types/release-kind'
import type { ReleaseMemory } from './ports.ts'

/** What drift checks ask of the store of releases. */
export type ReleaseRecords = {
  /** Successful deploys and rollbacks, newest first, one per digest. */
  readonly goodReleases: (
    ref: EnvironmentRef,
    limit: number,
  ) => Promise<
    readonly {
      readonly releaseId: string
      readonly artifact: ArtifactRef
      readonly scope: ReleaseScope
      readonly endedAt: string
      readonly taskDefinitionArn: string | null
    }[]
  >
  readonly activeReleaseId: (ref: EnvironmentRef) => Promise<string | null>
}

/** The last successful release is what should be there; the one before it is where a rollback would go. */
export function createReleaseMemory({ goodReleases, activeReleaseId }: ReleaseRecords): ReleaseMemory {
  return {
    lastRelease: async (ref) => {
      const [last] = await goodReleases(ref, 1)
      if (last === undefined) return null
      const { artifact, releaseId, taskDefinitionArn, scope, endedAt } = last
      return { releaseId, ...artifact, taskDefinitionArn, scope, endedAt }
    },
    rollbackTarget: async (ref) => {
      const [, before] = await goodReleases(ref, 2)
      return before === undefined ? null : { ...before.artifact, taskDefinitionArn: before.taskDefinitionArn }
    },
    releaseActive: async (ref) => (await activeReleaseId(ref)) !== null,
  }
}
