import type { Artifact, ArtifactRef } from '@lockstep/shared-types/artifact'
import type { InvalidationMode } from '@lockstep/shared-types/invalidation'
import type { Plan } from '@lockstep/shared-types/plan'
import type { PreflightCheck, PreflightCheckId } from '@lockstep/shared-types/preflight'
import type { Problem } from '@lockstep/shared-types/problem'
import type { VersionHold } from '@lockstep/shared-types/version-hold'
import type { FileRisks } from '../../artifact/file-risks.ts'
import type { Observation } from '../../drift/observation.ts'
import type { Environment } from '../../environment.ts'
import type { Result } from '../../result.ts'
import type { ArtifactInspection } from '../artifact-inspection.ts'
import type { SidecarState } from '../sidecars.ts'
import type { ReleaseShape } from '../step-list.ts'
import type { RolloutFacts, TrafficBefore } from './rollout-facts.ts'

/** All that the preflight checks rest on. */
export type PreflightFacts = {
  readonly environment: Environment
  readonly shape: ReleaseShape
  readonly artifact: ArtifactRef
  /** What the registry knows of the digest. */
  readonly registered: Result<Artifact>
  /** Null when nobody looked inside: the frontend stays, or an emergency does not wait for it. */
  readonly inspection: Result<ArtifactInspection> | null
  readonly observation: Observation
  /** What speaks against the version here, by earlier releases of it; null when nothing does. */
  readonly hold: VersionHold | null
  /** What the release makes the edge forget; null when it keeps all. */
  readonly invalidationMode: InvalidationMode | null
  /** What the plan would make of the task definition; null when the backend stays, and where that was not computed. */
  readonly taskDefinition: Plan['taskDefinition']
  /** What the tasks of that definition run on; null where it does not say, and where that was not computed. */
  readonly taskPlatform: string | null
  /** Images that the tasks of the release need besides its own; none where it changes no backend, null where nobody could look. */
  readonly sidecars: readonly SidecarState[] | null
  /** Null when the frontend stays. */
  readonly bucket: Result<void> | null
  /** What publishing would overwrite or let everybody read; null when nobody looked, as when a release that was planned runs. */
  readonly risks: FileRisks | null
  readonly activeReleaseId: string | null
  /** Null when all changes at once. */
  readonly rollout: RolloutFacts | null
  /** Null for a release in stages, one that cannot wait, and where there is no candidate. */
  readonly trafficBefore: TrafficBefore | null
}

export type Finding = Pick<PreflightCheck, 'status' | 'sentence'> &
  Partial<Pick<PreflightCheck, 'expected' | 'observed' | 'overridable'>> & {
    /** The failed read that is behind it, where there is one: it says whether the same check may succeed later. */
    readonly problem?: Problem
  }

/** A preflight check as a rule; a finding may say that it cannot be overridden though others of its rule can. Null from `find`: the check does not concern this release. */
export type PreflightRule = {
  readonly id: PreflightCheckId
  readonly overridable: boolean
  readonly find: (facts: PreflightFacts) => Finding | null
}

export const touchesFrontend = ({ shape }: PreflightFacts): boolean => shape.scope !== 'backend'
export const touchesBackend = ({ shape }: PreflightFacts): boolean => shape.scope !== 'frontend'
