import type { EnvironmentRef } from '@lockstep/shared-types/environment'
import type { Problem } from '@lockstep/shared-types/problem'
import type { Release } from '@lockstep/shared-types/release'
import { standsInTheWay } from '@lockstep/shared-types/version-hold'
import { isImageGone } from '../../domain/artifact/artifact-problems.ts'
import { cannotRun } from '../../domain/artifact/platform.ts'
import { sameAsRunning } from '../../domain/drift/as-one-image.ts'
import { commonDigest } from '../../domain/drift/common-digest.ts'
import { givenUpDigests } from '../../domain/drift/given-up.ts'
import type { Observation } from '../../domain/drift/observation.ts'
import type { Environment } from '../../domain/environment.ts'
import { emergencyTargets, type EmergencyTarget } from '../../domain/release/emergency-target.ts'
import { holdSentence } from '../../domain/release/hold-sentence.ts'
import { heldDigests } from '../../domain/release/way-back.ts'
import { fail, ok, type Result } from '../../domain/result.ts'
import { platformOnWayBack } from './platform-on-way-back.ts'
import type { ArtifactLookup, GoodRelease, Observe, StoreReleases, TaskDefinitionPlanner } from './ports.ts'

export type FindWayBackDeps = {
  readonly observe: Observe
  readonly artifacts: Pick<ArtifactLookup, 'get'>
  readonly releases: Pick<StoreReleases, 'goodReleases' | 'versionHolds' | 'lastEnded'>
  readonly taskDefinitions: Pick<TaskDefinitionPlanner, 'describe' | 'findByDigest'>
}

/** Versions that served here among which the one to go back to is looked for. */
const knownGood = 20

/**
 * The first version that an emergency may go to, whose image nobody has deleted and tasks can run. Where the registry does
 * not answer, the image counts as there. `nothing-to-go-back-to` says what stands against each version that served here.
 */
export async function findWayBack(
  { observe, artifacts, releases, taskDefinitions }: FindWayBackDeps,
  environment: Environment,
  after: Release | null,
): Promise<Result<EmergencyTarget>> {
  const [observation, good, holds, last] = await Promise.all([
    observe(environment),
    releases.goodReleases(environment, knownGood),
    releases.versionHolds(environment),
    releases.lastEnded(environment),
  ])
  const { rollback } = observation
  const targets = emergencyTargets({
    after,
    running: runningNow(observation),
    good,
    held: [...heldDigests(holds), ...givenUpDigests(observation), ...sameAsRunning(observation)],
    last,
    found: rollback.state === 'read' && rollback.value.image === 'there' ? rollback.value : null,
  })
  const against: string[] = []
  for (const target of targets) {
    const registered = await artifacts.get(environment, target.artifact.digest)
    const { version, digest } = target.artifact
    if (!registered.ok) {
      if (!isImageGone(registered.problem)) return ok(target)
      against.push(`The image of ${version} is no longer in the registry.`)
      continue
    }
    const { platforms } = registered.value
    const taskDefinitionArn =
      good.find(({ artifact }) => artifact.digest === digest)?.taskDefinitionArn ?? null
    const wanted = await platformOnWayBack(
      { taskDefinitions },
      { environment, observation, taskDefinitionArn },
      registered.value,
    )
    if (target.scope === 'frontend' || !cannotRun(platforms, wanted)) return ok(target)
    against.push(`${version} is made for ${platforms?.join(', ')} only, and the tasks run on ${wanted}.`)
  }
  return fail(nothingToGoBackTo(environment, good, against))
}

/** What all tasks run, by the registry's name for it where that is known. */
function runningNow({ runningImage, tasks }: Observation): string | null {
  if (runningImage.state === 'read') return runningImage.value.digest
  return tasks.state === 'read' ? commonDigest(tasks.value) : null
}

function nothingToGoBackTo(
  { applicationId, environmentId }: EnvironmentRef,
  good: readonly GoodRelease[],
  others: readonly string[],
): Problem {
  const against = [
    ...good.flatMap(({ artifact, hold }) =>
      hold !== null && standsInTheWay(hold) ? [holdSentence(artifact.version, hold)] : [],
    ),
    ...others,
  ]
  return against.length === 0
    ? {
        code: 'nothing-to-go-back-to',
        title: 'Lockstep knows no earlier version that served here.',
        detail: `${applicationId}/${environmentId}`,
        remedy: 'Pick a version in the list of artifacts and roll back to it.',
      }
    : {
        code: 'nothing-to-go-back-to',
        title: 'No version that served here is left that an emergency may go back to.',
        detail: against.slice(0, 4).join(' '),
        remedy:
          'Press Roll back and pick a version there: any other that the registry holds, or a held one with a reason. Or release a repaired version.',
      }
}
