import type { ArtifactRef } from '@lockstep/shared-types/artifact'
import type { EnvironmentRef } from '@lockstep/shared-types/environment'
import type { Release, ReleaseStatus } from '@lockstep/shared-types/release'
import type { ReleaseKind, ReleaseScope } from '@lockstep/shared-types/release-kind'
import type { VersionHold } from '@lockstep/shared-types/version-hold'
import type { LastRelease } from '../../domain/drift/observation.ts'
import type { Held } from '../../domain/release/good-releases.ts'
import { heldDigests, leftByRollback, presumedRunning, waysBack } from '../../domain/release/way-back.ts'
import { nothingOngoing, ongoing, type Ongoing } from '../../domain/release/ongoing.ts'
import type { PublicationRecords, ReleaseMemory } from './ports.ts'

type EndedRelease = {
  readonly releaseId: string
  readonly kind: ReleaseKind
  readonly from: ArtifactRef | null
  readonly status: ReleaseStatus
  readonly isUnproven?: boolean
  readonly artifact: ArtifactRef
  readonly scope: ReleaseScope
  readonly endedAt: string
  readonly taskDefinitionArn: string | null
}

/** What drift checks ask of the store of releases. */
export type ReleaseRecords = {
  /** The last successful release of each version, the most sensible to go back to first; that of today comes first. */
  readonly goodReleases: (ref: EnvironmentRef, limit: number) => Promise<readonly (EndedRelease & Held)[]>
  /** By digest, what failed here or was rolled back. */
  readonly versionHolds: (ref: EnvironmentRef) => Promise<ReadonlyMap<string, VersionHold>>
  /** The newest release that has ended, in whatever way. */
  readonly lastEnded: (ref: EnvironmentRef) => Promise<EndedRelease | null>
  readonly activeReleaseId: (ref: EnvironmentRef) => Promise<string | null>
  readonly get: (releaseId: string) => Promise<Release | null>
}

/** So many versions that served are looked through for one to go back to. */
const knownTargets = 10

/** The last successful release is what should be there; the version that served before it is where a rollback would go. */
export function createReleaseMemory(records: ReleaseRecords, published: PublicationRecords): ReleaseMemory {
  const readOngoing = async (ref: EnvironmentRef): Promise<Ongoing> => {
    const id = await records.activeReleaseId(ref)
    const release = id === null ? null : await records.get(id)
    return release === null ? nothingOngoing : ongoing(release)
  }
  return {
    lastRelease: async (ref) => {
      const [[good], ended] = await Promise.all([records.goodReleases(ref, 1), records.lastEnded(ref)])
      if (good === undefined) return null
      const { artifact, releaseId, taskDefinitionArn, scope, endedAt } = good
      return { releaseId, ...artifact, taskDefinitionArn, scope, endedAt, brokenOff: brokenOff(ended) }
    },
    rollbackTargets: async (ref) => {
      const [good, last, holds] = await Promise.all([
        records.goodReleases(ref, knownTargets),
        records.lastEnded(ref),
        records.versionHolds(ref),
      ])
      // What failed here or was left is nowhere to go back to by itself; a person may still pick it.
      const held = [...heldDigests(holds), ...leftByRollback(last)]
      const presumed = presumedRunning(good, last, held)
      return waysBack(good, { running: null, held }).map(({ artifact, taskDefinitionArn }) => ({
        ...artifact,
        taskDefinitionArn,
        isPresumedRunning: artifact.digest === presumed,
      }))
    },
    versionHolds: (ref) => records.versionHolds(ref),
    releaseActive: async (ref) => (await readOngoing(ref)).changesMain,
    candidateVersion: async (ref) => (await readOngoing(ref)).candidateVersion,
    published,
  }
}

function brokenOff(ended: EndedRelease | null): LastRelease['brokenOff'] {
  if (ended === null || (ended.status !== 'failed' && ended.status !== 'aborted')) return null
  const { kind, status, artifact, taskDefinitionArn, endedAt } = ended
  return { kind, status, version: artifact.version, taskDefinitionArn, endedAt }
}
