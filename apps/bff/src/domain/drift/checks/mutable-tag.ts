import { isImmutableTag, isVersionOf } from '../../artifact/version-names.ts'
import type { Environment } from '../../environment.ts'
import { parseImageReference } from '../../image-reference.ts'
import { doubtfulBuild } from '../build-identity.ts'
import { needTaskDefinition } from '../needs.ts'
import type { Observation } from '../observation.ts'
import { runningCandidate } from '../choose-remedy.ts'
import { deployRemedy, instructions } from '../remedies.ts'
import type { DriftRule } from '../rule.ts'
import { frontendVersion, runningVersion } from '../versions.ts'
import { misconfigured } from '../where-from.ts'

const useVersions = instructions(
  'Use versions',
  'Push each build once under a version tag, make the repository immutable, and deploy that version: Lockstep pins it to its digest.',
)

/** The deployed image is named by something that never means another build (R4). */
export const mutableTag: DriftRule = {
  id: 'mutable-tag',
  question: 'whether the deployed tag can move',
  explainedByRelease: false,
  needs: (o) => [needTaskDefinition(o)],
  find(o, environment) {
    const expected = `a digest, or a tag like ${environment.versionPattern}`
    if (o.taskDefinition.state === 'unreadable') return null
    if (o.taskDefinition.state === 'absent') {
      return {
        status: 'fail',
        half: 'backend',
        expected,
        sentence: 'There is no task definition, so nothing is deployed.',
      }
    }
    const { image } = o.taskDefinition.value
    if (image === null) return misconfigured(o, environment)
    const { tag, digest } = parseImageReference(image)
    if (digest !== null) {
      return {
        status: 'ok',
        expected,
        observed: digest,
        sentence: 'The deployed image is pinned to its digest.',
      }
    }
    if (tag !== null && isImmutableTag(tag, environment)) {
      const moved = notOneBuild(o, environment, tag)
      if (moved !== null)
        return {
          status: 'warn',
          half: 'backend',
          expected,
          observed: tag,
          sentence: moved,
          remedy: useVersions,
        }
      return { status: 'ok', expected, observed: tag, sentence: `The deployed tag ${tag} names one build.` }
    }
    const version = runningCandidate(o, environment)?.version ?? null
    return {
      status: 'warn',
      half: 'backend',
      expected,
      observed: tag,
      sentence: `The backend is deployed by the tag ${tag}, which can mean another build tomorrow.`,
      remedy:
        version !== null && isImmutableTag(version, environment)
          ? deployRemedy('backend', version)
          : useVersions,
    }
  },
}

/** Why a tag of a version does not mean one build here; null when nothing is known against it. */
function notOneBuild(o: Observation, environment: Environment, tag: string): string | null {
  const running = runningVersion(o, environment)
  const { tag: image } = o
  if (running.state !== 'known' || image.state !== 'read' || image.value.digest !== running.digest)
    return null
  if (!isVersionOf(tag, running.names) && isVersionOf(tag, image.value.tags))
    return `The deployed tag ${tag} was pushed over: it leads to the build ${running.version} now.`
  const frontend = frontendVersion(o, 'edge')
  const isFrontends = frontend !== null && isVersionOf(frontend, [tag])
  const why = isFrontends ? doubtfulBuild(o, environment, tag) : null
  return why === null ? null : `The deployed tag ${tag} may have meant another build before: ${why}.`
}
