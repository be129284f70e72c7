import type { Remedy } from '@lockstep/shared-types/drift'
import type { Environment } from '../../environment.ts'
import { isVersionOf } from '../../artifact/version-names.ts'
import { agreeRemedy } from '../choose-remedy.ts'
import { siteRemedy, withSafeInvalidation } from '../site-remedy.ts'
import { commonTask } from '../common-digest.ts'
import { backendDeployedAt } from '../deployment.ts'
import { needHtml, needService, needVersionFile } from '../needs.ts'
import type { Observation } from '../observation.ts'
import type { DriftRule } from '../rule.ts'
import { backendVersionNeeds, frontendVersion, runningVersion } from '../versions.ts'
import { moment, span } from '../words.ts'

/**
 * Both halves were deployed close together (R1). A wide gap with the same version on both sides is only a warning:
 * somebody redeployed one half, which happens, but nothing is mismatched by it.
 */
export const deploySkew: DriftRule = {
  id: 'deploy-skew',
  question: 'whether both halves were deployed together',
  explainedByRelease: true,
  needs: (o) => [
    needService(o),
    needVersionFile(o, 'bucket'),
    needHtml(o, 'bucket'),
    ...backendVersionNeeds(o),
  ],
  find(o, environment) {
    const limit = environment.drift.deploySkewSeconds
    const expected = `at most ${span(limit)} apart`
    if (o.service.state === 'absent' || o.bucket.html.state === 'absent') {
      const half = o.service.state === 'absent' ? 'backend' : 'frontend'
      return { status: 'fail', half, expected, sentence: `The ${half} is not deployed at all.`, remedy: null }
    }
    const running = o.tasks.state === 'read' ? commonTask(o.tasks.value) : null
    const backendAt =
      o.service.state === 'read'
        ? backendDeployedAt(o.service.value, running?.taskDefinitionArn ?? null)
        : null
    const frontendAt = frontendDeployedAt(o)
    if (backendAt === null || frontendAt === null) return null
    const seconds = Math.abs(Date.parse(backendAt) - Date.parse(frontendAt)) / 1000
    if (!Number.isFinite(seconds)) return null
    const observed = seconds < 60 ? 'within a minute' : `${span(seconds)} apart`
    const when = `backend ${moment(backendAt)}, frontend ${moment(frontendAt)}`
    if (seconds <= limit) {
      return {
        status: 'ok',
        expected,
        observed,
        sentence: `Both halves were deployed ${observed} (${when}).`,
      }
    }
    const half = Date.parse(backendAt) < Date.parse(frontendAt) ? 'backend' : 'frontend'
    const [backend, frontend] = [runningVersion(o, environment), frontendVersion(o, 'bucket')]
    const together = backend.state === 'known' && frontend !== null && isVersionOf(frontend, backend.names)
    return {
      status: together ? 'warn' : 'fail',
      // Neither is wrong where both are one version.
      half: together ? null : half,
      expected,
      observed,
      sentence: together
        ? `Both halves are ${backend.version}, but were deployed ${observed} (${when}): ${whyApart(o, half, backendAt)}.`
        : `The halves were deployed ${observed} (${when}): the ${half} did not come along.`,
      remedy: together ? null : skewRemedy(o, environment, half),
    }
  },
}

/** Why the halves of one version are of different age. Only Lockstep's own record tells that ECS went back by itself. */
function whyApart({ lastRelease, service }: Observation, older: 'backend' | 'frontend', at: string): string {
  const release = lastRelease.state === 'read' ? lastRelease.value : null
  const failed = release?.brokenOff?.status === 'failed' ? release.brokenOff : null
  const runsReleased =
    service.state === 'read' && service.value.taskDefinitionArn === release?.taskDefinitionArn
  // Whatever was deployed after that release had ended is somebody's own doing.
  if (older === 'frontend' && failed !== null && runsReleased && Date.parse(at) <= Date.parse(failed.endedAt))
    return `ECS put the backend back at ${moment(at)}, when the release of ${failed.version} failed; both halves are as before`
  return `the ${older === 'frontend' ? 'backend' : 'frontend'} was deployed again by itself`
}

/** A frontend that only the bucket has is nobody's yet: then what users have counts, and not what would come. */
const skewRemedy = (o: Observation, environment: Environment, half: 'backend' | 'frontend'): Remedy =>
  frontendVersion(o, 'bucket') === frontendVersion(o, 'edge')
    ? withSafeInvalidation(o, environment, agreeRemedy(o, environment, half))
    : siteRemedy(o, environment)

/** What `version.txt` states, else when the page was written to the bucket. */
function frontendDeployedAt({ bucket }: Observation): string | null {
  const { versionFile, html } = bucket
  const stated =
    versionFile.state === 'read' ? (versionFile.value.deployedAt ?? versionFile.value.lastModified) : null
  return stated ?? (html.state === 'read' ? html.value.lastModified : null)
}
