import type { Remedy } from '@lockstep/shared-types/drift'
import type { ComponentRole } from '@lockstep/shared-types/environment'
import { isVersionOf } from '../../artifact/version-names.ts'
import { olderVersion } from '../../artifact/version-order.ts'
import type { Environment } from '../../environment.ts'
import { parseImageReference } from '../../image-reference.ts'
import { doubtfulBuild, provenName, saysOf } from '../build-identity.ts'
import { agreeRemedy, frontendRemedy, runningCandidate } from '../choose-remedy.ts'
import { commonTask, runningTasks } from '../common-digest.ts'
import { backendDeployedAt } from '../deployment.ts'
import { givenUpHere, givenUpSentence } from '../given-up.ts'
import { answeredWith, noPage } from '../no-page.ts'
import { correctConfiguration, noService } from '../nowhere.ts'
import { needHtml, needService, needTaskDefinition, needVersionFile } from '../needs.ts'
import type { Observation } from '../observation.ts'
import { deployRemedy, instructions } from '../remedies.ts'
import { siteRemedy, withSafeInvalidation } from '../site-remedy.ts'
import type { DriftRule, Finding } from '../rule.ts'
import { backendVersionNeeds, frontendVersion, runningVersion, type Version } from '../versions.ts'
import { askedInVain } from '../waiting-words.ts'
import { misconfigured, otherRegistry } from '../where-from.ts'
import { count, shortDigest, sinceMoment } from '../words.ts'

type Known = Extract<Version, { readonly state: 'known' }>

/** Both halves run the same version: the page and `version.txt` at the edge, and the image of the running tasks (R1). */
export const versionMatch: DriftRule = {
  id: 'version-match',
  question: 'whether both halves run the same version',
  explainedByRelease: true,
  needs: (o) => [
    needHtml(o, 'edge'),
    needVersionFile(o, 'edge'),
    needService(o),
    needTaskDefinition(o),
    ...backendVersionNeeds(o),
  ],
  whileScaledToZero: (o) => {
    const frontend = frontendVersion(o, 'edge')
    return `There is no backend version to compare with: no task is meant to run.${frontend === null ? '' : ` The frontend is at ${frontend}.`}`
  },
  find(o, environment) {
    const backend = runningVersion(o, environment)
    return missingHalf(o, environment) ?? misconfigured(o, environment) ?? compare(o, environment, backend)
  },
}

function missingHalf(o: Observation, environment: Environment): Finding | null {
  const backendGone = o.service.state === 'absent' || o.taskDefinition.state === 'absent'
  const pageGone = o.edge.html.state === 'absent'
  if (!backendGone && !pageGone) return null
  const half: ComponentRole | null = backendGone && pageGone ? null : backendGone ? 'backend' : 'frontend'
  const what = backendGone
    ? 'The backend service or its task definition does not exist'
    : `The edge serves no page${answeredWith(o.edge.html)}`
  const running = runningVersion(o, environment)
  if (o.service.state === 'absent' && !pageGone)
    return {
      status: 'fail',
      half,
      observed: 'no service',
      sentence: noService(o, environment),
      remedy: correctConfiguration,
    }
  return {
    status: 'fail',
    half,
    expected: running.state === 'known' ? running.version : null,
    observed: null,
    sentence: `${backendGone && pageGone ? 'Neither half is there: no page at the edge, no backend service' : what}.`,
    remedy:
      half === 'frontend'
        ? (noPage(o, environment)?.remedy ??
          withSafeInvalidation(o, environment, frontendRemedy(o, environment)))
        : deployRemedy(half ?? 'both', null),
  }
}

function compare(o: Observation, environment: Environment, backend: Version): Finding | null {
  const names = backend.state === 'known' ? backend.names : []
  const expected = backend.state === 'known' ? backend.version : null
  const { html, versionFile } = o.edge
  const inPage = html.state === 'read' ? html.value.buildVersion : null
  const inFile = versionFile.state === 'read' ? versionFile.value.version : null
  const stated = [inPage, inFile].filter((name) => name !== null)
  const [first = null, second = first] = stated
  // Two names of one build are no contradiction.
  const agree =
    first === null ||
    second === null ||
    isVersionOf(first, [second]) ||
    stated.every((name) => isVersionOf(name, names))
  if (!agree) {
    return {
      status: 'fail',
      half: 'frontend',
      expected,
      observed: `page ${inPage}, version.txt ${inFile}`,
      sentence: `The frontend contradicts itself: the page says ${inPage}, version.txt says ${inFile}.`,
      remedy: withSafeInvalidation(o, environment, frontendRemedy(o, environment)),
    }
  }
  const frontend = frontendVersion(o, 'edge')
  if (frontend === null && html.state === 'read' && versionFile.state === 'absent') {
    // Nothing proves that it is another one: a site that was published by other means is no drift by that.
    return {
      status: 'unknown',
      half: 'frontend',
      expected,
      observed: null,
      sentence:
        'Could not tell whether both halves run the same version: the frontend does not say which it is, neither by data-build-version in the page nor by version.txt.',
      remedy: withSafeInvalidation(o, environment, frontendRemedy(o, environment)),
    }
  }
  if (frontend === null) return null
  if (backend.state === 'unknown') return notKnown(frontend, backend.why)
  if (!isVersionOf(frontend, names)) return mismatch(o, environment, backend, frontend)
  return (
    otherBuild(o, environment, backend, frontend) ??
    doubtful(o, environment, backend, frontend) ??
    notAll(o, backend) ??
    same(backend, frontend)
  )
}

/** Both bear one name, and something speaks for it that they are two builds. */
function doubtful(
  o: Observation,
  environment: Environment,
  { digest }: Known,
  frontend: string,
): Finding | null {
  const says = saysOf(o, frontend)
  const elsewhere = says === 'it' ? null : otherRegistry(o, environment, digest)
  const why = elsewhere ?? doubtfulBuild(o, environment, frontend)
  if (why === null) return null
  const isOther = elsewhere !== null && says === 'another'
  return {
    status: isOther ? 'fail' : 'unknown',
    observed: frontend,
    sentence: isOther
      ? `The halves are not one build of ${frontend}: ${why}, whose ${frontend} calls itself otherwise.`
      : `Could not tell whether both halves are one build of ${frontend}: ${why}.`,
    remedy: elsewhere
      ? instructions(
          'Say which registry is right',
          'Put the host of the registry that this environment runs from in front of backend.repository. If the tasks run from the wrong one, deploy both halves from the right one.',
        )
      : instructions(
          'Find out which build is meant',
          'Look in the registry whether the tag was pushed over. Push each build once under a name of its own, and deploy both halves at it.',
        ),
  }
}

/** Some tasks run another image: what most of them run is then not what all users get. */
function notAll({ tasks }: Observation, { version, digest }: Known): Finding | null {
  const running = tasks.state === 'read' ? runningTasks(tasks.value) : []
  const others = running.filter(({ imageDigest }) => imageDigest !== digest)
  if (others.length === 0) return null
  const sentence = `Most tasks run ${version}, as the frontend does; ${others.length} of ${count(running.length, 'task')} run another image.`
  return { status: 'warn', half: 'backend', expected: version, observed: version, sentence }
}

const notKnown = (frontend: string, why: string): Finding => ({
  status: 'unknown',
  observed: frontend,
  sentence: `Which version the backend runs cannot be told: ${why}. The frontend is at ${frontend}.`,
})

const same = ({ version, names }: Known, frontend: string): Finding => ({
  status: 'ok',
  expected: version,
  observed: frontend,
  sentence:
    version === frontend
      ? `Both halves run ${version}.`
      : `Both halves run ${version}: ${frontend} is another name of the same image (${names.join(', ')}).`,
})

/** `version.txt` names by digest the build that it came from: the same version built twice is not the same. */
function otherBuild(
  o: Observation,
  environment: Environment,
  { digest, version }: Known,
  frontend: string,
): Finding | null {
  const { versionFile } = o.edge
  const image = versionFile.state === 'read' ? versionFile.value.backendImage : null
  if (image === null) return null
  const built = parseImageReference(image)
  // A frontend that was released alone names the backend of then, which is another version.
  if (built.digest === null || built.digest === digest || !isVersionOf(frontend, [built.tag ?? '']))
    return null
  return {
    status: 'fail',
    half: null,
    expected: built.digest,
    observed: digest,
    sentence: `Both halves say ${version}, but they are two builds of it: version.txt names ${shortDigest(built.digest)}, the tasks run ${shortDigest(digest)}.`,
    remedy: bringBuild(o, environment, digest),
  }
}

/** Name and page of two builds may be the same: to let go of what the edge holds helps only when the bucket has the right build. */
function bringBuild(o: Observation, environment: Environment, digest: string): Remedy {
  const running = runningCandidate(o, environment)
  return running === null || provenName({ edge: o.bucket }, digest) !== null
    ? withSafeInvalidation(o, environment, agreeRemedy(o, environment, null))
    : deployRemedy('frontend', running.version)
}

function mismatch(
  o: Observation,
  environment: Environment,
  { version, names }: Known,
  frontend: string,
): Finding {
  const isEdgeBehind = isPublished(o, names)
  const half = isEdgeBehind ? 'frontend' : wrongHalf(o, names, frontend)
  const task = o.tasks.state === 'read' ? commonTask(o.tasks.value) : null
  const backendAt =
    o.service.state === 'read' ? backendDeployedAt(o.service.value, task?.taskDefinitionArn ?? null) : null
  const file = o.edge.versionFile
  const frontendAt = file.state === 'read' ? file.value.deployedAt : null
  const backendIs = `at ${version}${sinceMoment(backendAt)}`
  const frontendIs = `the frontend is at ${frontend}${sinceMoment(frontendAt)}`
  const isOlder = olderVersion(version, frontend) === frontend
  // What was deployed after the frontend did not stay behind, and what is newer has what its screens call.
  const stayed =
    !isOlder && (backendAt === null || frontendAt === null || Date.parse(backendAt) <= Date.parse(frontendAt))
  const both =
    half === 'backend'
      ? `The backend is ${stayed ? 'still ' : ''}${backendIs}, ${frontendIs}`
      : `${frontendIs.replace('the', 'The')}, the backend is ${backendIs}`
  const meaning = isOlder
    ? 'users get screens of an older version'
    : half === 'backend'
      ? 'new screens may call what the backend does not have yet'
      : 'users get screens of another version'
  return {
    status: 'fail',
    half,
    // Of the half that is wrong, as it should be and as it is.
    expected: half === 'backend' ? frontend : version,
    observed: half === 'backend' ? version : frontend,
    sentence: `${both}: ${meaning}.${isEdgeBehind ? ` The bucket holds ${version} already: only the edge has not come along.` : ''}${pushedOver(o, version, frontend)}${askedInVain(o, environment)}${givenUp(o, frontend)}`,
    remedy: isEdgeBehind
      ? siteRemedy(o, environment)
      : withSafeInvalidation(o, environment, agreeRemedy(o, environment, half)),
  }
}

/** Whether the bucket holds what the backend runs. A deploy of it that was broken off may be one that should go back. */
function isPublished(o: Observation, backend: readonly string[]): boolean {
  const { lastRelease } = o
  const held = frontendVersion(o, 'bucket')
  const broken = lastRelease.state === 'read' ? lastRelease.value.brokenOff : null
  const isInDoubt = broken && broken.kind !== 'rollback' && isVersionOf(broken.version, backend)
  return held !== null && isVersionOf(held, backend) && !isInDoubt
}

/** Why the backend is not brought to what the frontend is at: ECS has tried that. */
function givenUp(o: Observation, frontend: string): string {
  const { frontendImage: image } = o
  const [names, digest] =
    image?.state === 'read' ? [[frontend, ...image.value.tags], image.value.digest] : [[frontend], null]
  const found = givenUpHere(o, names, digest)
  return found === null
    ? ''
    : ` ${givenUpSentence(frontend, found)} Find out why before it is deployed again.`
}

/** The registry leads from the frontend's version to an image that calls itself otherwise. */
const pushedOver = ({ runningImage }: Observation, version: string, frontend: string): string =>
  runningImage.state === 'read' && isVersionOf(frontend, runningImage.value.tags)
    ? ` The tag ${frontend} was pushed over: it leads to the build ${version} now.`
    : ''

/** The half that the last release did not leave like this; else the half at the older version. */
function wrongHalf(
  { lastRelease }: Observation,
  backend: readonly string[],
  frontend: string,
): ComponentRole | null {
  const released = lastRelease.state === 'read' ? lastRelease.value.version : null
  if (released !== null && isVersionOf(released, backend)) return 'frontend'
  if (released !== null && isVersionOf(released, [frontend])) return 'backend'
  const [newest = ''] = backend
  const older = olderVersion(newest, frontend)
  if (older === null) return null
  return older === newest ? 'backend' : 'frontend'
}
