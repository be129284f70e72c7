import type { RollbackCandidate } from '@lockstep/shared-types/plan'
import type { PreflightCheck } from '@lockstep/shared-types/preflight'
import { standsInTheWay } from '@lockstep/shared-types/version-hold'
import { isImageGone } from '../../domain/artifact/artifact-problems.ts'
import type { Observation } from '../../domain/drift/observation.ts'
import type { Environment } from '../../domain/environment.ts'
import { holdSentence } from '../../domain/release/hold-sentence.ts'
import { blocks, checkPreflight } from '../../domain/release/preflight/check-preflight.ts'
import { isRetryable } from '../../domain/release/retryable.ts'
import type { ReleaseShape } from '../../domain/release/step-list.ts'
import { fail, ok, type Result } from '../../domain/result.ts'
import { seenSidecars } from './gather-sidecars.ts'
import { platformOnWayBack } from './platform-on-way-back.ts'
import type { ArtifactLookup, CheckBucket, InspectArtifact, TaskDefinitionPlanner } from './ports.ts'

export type JudgeCandidateDeps = {
  readonly artifacts: ArtifactLookup
  readonly inspectArtifact: InspectArtifact
  readonly checkBucket: CheckBucket
  readonly taskDefinitions: Pick<TaskDefinitionPlanner, 'describe' | 'preview' | 'findByDigest'>
}

export type Readiness = Pick<RollbackCandidate, 'ready' | 'readiness'>
type Candidate = Pick<RollbackCandidate, 'artifact' | 'hold'>

type CandidateFacts = {
  readonly environment: Environment
  readonly observation: Observation
  readonly bucket: Result<void>
  /** Nothing is called ready whose image nobody has looked into. */
  readonly look: 'inside' | 'outside'
  /** The definition that it ran with here; null when Lockstep never released it here. */
  readonly taskDefinitionArn: string | null
  /** The registry's own list names it: it is there. */
  readonly isListed: boolean
}

const rollback: ReleaseShape = {
  kind: 'rollback',
  scope: 'both',
  strategy: 'all-at-once',
  emergency: false,
}

/** Whether the rollback to a version would pass its own preflight, found out as the plan of that rollback does. */
export async function judgeCandidate(
  deps: JudgeCandidateDeps,
  facts: CandidateFacts,
  { artifact, hold }: Candidate,
): Promise<Readiness> {
  if (hold !== null && standsInTheWay(hold))
    return { ready: 'fail', readiness: holdSentence(artifact.version, hold) }
  if (facts.look === 'outside') return await judgeOutside(deps, facts, artifact)
  const { environment, observation, bucket } = facts
  const registered = await deps.artifacts.get(environment, artifact.digest)
  const [inspection, definition, taskPlatform] = registered.ok
    ? await Promise.all([
        deps.inspectArtifact(environment, artifact),
        judgeDefinition(deps, facts, artifact),
        platformOnWayBack(deps, facts, registered.value),
      ])
    : [null, ok(''), null]
  const checks = checkPreflight({
    environment,
    shape: rollback,
    artifact,
    registered,
    inspection,
    observation,
    hold,
    invalidationMode: 'full',
    taskDefinition: null,
    sidecars: seenSidecars(observation),
    taskPlatform,
    bucket,
    risks: null,
    activeReleaseId: null,
    rollout: null,
    trafficBefore: null,
  })
  const against = worst(checks)
  if (against !== null)
    return { ready: against.status === 'fail' ? 'fail' : 'unknown', readiness: against.sentence }
  if (!definition.ok)
    return {
      ready: isRetryable(definition.problem) ? 'unknown' : 'fail',
      readiness: definition.problem.title,
    }
  return { ready: 'ok', readiness: `The image and the frontend in it are there${definition.value}` }
}

/** As much as costs next to nothing: whether the image is there. */
async function judgeOutside(
  { artifacts }: JudgeCandidateDeps,
  { environment, isListed }: CandidateFacts,
  artifact: Candidate['artifact'],
): Promise<Readiness> {
  const unseen = 'The image is there; the plan looks into it when you choose it.'
  if (isListed) return { ready: 'unknown', readiness: unseen }
  const registered = await artifacts.get(environment, artifact.digest)
  if (registered.ok) return { ready: 'unknown', readiness: unseen }
  const isGone = isImageGone(registered.problem)
  return {
    ready: isGone ? 'fail' : 'unknown',
    readiness: isGone ? 'The image is no longer in the registry.' : registered.problem.title,
  }
}

/** Where its task definition comes from, in words that go on from those of the image. */
async function judgeDefinition(
  { taskDefinitions }: JudgeCandidateDeps,
  { environment, observation, taskDefinitionArn }: CandidateFacts,
  artifact: Candidate['artifact'],
): Promise<Result<string>> {
  if (taskDefinitionArn !== null) {
    const described = await taskDefinitions.describe(environment, taskDefinitionArn)
    if (described.ok && described.value.active) return ok(', and its task definition.')
  }
  const { service } = observation
  const baseArn = service.state === 'read' ? service.value.taskDefinitionArn : null
  if (baseArn === null) return ok('.')
  const preview = await taskDefinitions.preview(environment, { baseArn, artifact, commit: null })
  return preview.ok
    ? ok(
        taskDefinitionArn === null
          ? '; no release of it by Lockstep has succeeded here, so its task definition will be registered.'
          : '; its task definition will be registered again.',
      )
    : fail(preview.problem)
}

const worst = (checks: readonly PreflightCheck[]): PreflightCheck | null => {
  const against = checks.filter(blocks)
  return against.find(({ status }) => status === 'fail') ?? against[0] ?? null
}
