import { isVersionOf } from '../../artifact/version-names.ts'
import { alteredFrontend, comparedFiles, needOwnFiles } from '../altered-frontend.ts'
import { finishRollback, releasedRemedy } from '../choose-remedy.ts'
import type { LastRelease, Observation } from '../observation.ts'
import type { OwnFiles } from '../own-files.ts'
import { needHtml, needService, needTaskDefinition } from '../needs.ts'
import { need } from '../rule.ts'
import type { DriftRule, Finding } from '../rule.ts'
import { frontendVersion } from '../versions.ts'
import { count, moment, shortTaskDefinition } from '../words.ts'

/** What is deployed is what the last release by Lockstep left behind. A warning: the change may be a good one. */
export const unmanagedChange: DriftRule = {
  id: 'unmanaged-change',
  question: 'whether somebody changed this outside Lockstep',
  explainedByRelease: true,
  needs: (o) => [
    need('the last release', o.lastRelease, ({ version, endedAt }) => `${version}, ended ${moment(endedAt)}`),
    needService(o),
    needTaskDefinition(o),
    needHtml(o, 'bucket'),
    ...needOwnFiles(o),
  ],
  find(o) {
    if (o.lastRelease.state === 'unreadable') return null
    if (o.lastRelease.state === 'absent') {
      return {
        status: 'ok',
        sentence: 'No release by Lockstep is known here, so there is nothing to compare with.',
      }
    }
    const release = o.lastRelease.value
    if (o.releaseActive) {
      return { status: 'ok', expected: release.version, sentence: 'A release is running and changes this.' }
    }
    return (
      changedBackend(o, release) ??
      changedFrontend(o, release) ??
      alteredFrontend(o, release) ??
      unchanged(o, release)
    )
  },
}

function changedBackend(
  o: Observation,
  { taskDefinitionArn, version, endedAt, brokenOff }: LastRelease,
): Finding | null {
  const { service, taskDefinition } = o
  if (taskDefinitionArn === null || service.state === 'unreadable') return null
  const found = service.state === 'read' ? service.value.taskDefinitionArn : null
  if (found === taskDefinitionArn) return null
  const by = taskDefinition.state === 'read' ? taskDefinition.value.registeredBy : null
  const observed = found === null ? 'no service' : shortTaskDefinition(found)
  const own = brokenOff && found !== null && found === brokenOff.taskDefinitionArn ? brokenOff : null
  return {
    status: 'warn',
    half: 'backend',
    expected: shortTaskDefinition(taskDefinitionArn),
    observed,
    sentence: own
      ? `${brokenOffWords(own)} after it had changed the backend: now ${observed}.`
      : `The backend was changed outside Lockstep after the release of ${version} (${moment(endedAt)}): now ${observed}${by === null ? '' : `, registered by ${by}`}.`,
    remedy:
      own?.kind === 'rollback' ? finishRollback(o, own.version, 'backend') : releasedRemedy(o, 'backend'),
  }
}

function changedFrontend(o: Observation, release: LastRelease): Finding | null {
  const { scope, version, endedAt, brokenOff } = release
  const found = frontendVersion(o, 'bucket')
  if (scope === 'backend' || found === null || isVersionOf(found, namesOf(o, release))) return null
  const own = brokenOff?.version === found ? brokenOff : null
  return {
    status: 'warn',
    half: 'frontend',
    expected: version,
    observed: found,
    sentence:
      own !== null
        ? `${brokenOffWords(own)} after it had published the frontend: the bucket holds ${found}.`
        : `The frontend was changed outside Lockstep after the release of ${version} (${moment(endedAt)}): the bucket holds ${found}.`,
    remedy:
      own?.kind === 'rollback' ? finishRollback(o, own.version, 'frontend') : releasedRemedy(o, 'frontend'),
  }
}

/** The names of the image that was released, as far as the registry was asked for it. */
const namesOf = ({ runningImage }: Observation, { version, digest }: LastRelease): string[] =>
  runningImage.state === 'read' && runningImage.value.digest === digest
    ? [version, ...runningImage.value.tags]
    : [version]

/** Whoever reads this must not look for a stranger: Lockstep made the change itself. */
const brokenOffWords = ({ kind, status, version, endedAt }: NonNullable<LastRelease['brokenOff']>): string =>
  `The ${kind === 'rollback' ? 'rollback to' : 'release of'} ${version} ${status === 'failed' ? 'failed' : 'was aborted'} (${moment(endedAt)})`

function unchanged(o: Observation, release: LastRelease): Finding | null {
  if (o.service.state !== 'read' || o.bucket.html.state === 'unreadable') return null
  const { version, endedAt } = release
  const left = `What the release of ${version} (${moment(endedAt)}) set of task definition and version in the bucket is as it left it`
  const sentence = `${left}; ${contentWords(comparedFiles(o, release))}.`
  return { status: 'ok', expected: version, observed: version, sentence }
}

/** Only what was compared is claimed. */
function contentWords(own: OwnFiles | null): string {
  if (own === null || own.compared === 0) return 'the content of files is not compared'
  const rest =
    own.notCompared === 0 ? '' : `, and ${count(own.notCompared, 'more file')} could not be compared`
  return own.compared === 1
    ? `the file that Lockstep put there has kept its size and ETag${rest}`
    : `the ${own.compared} files that Lockstep put there have kept their sizes and ETags${rest}`
}
