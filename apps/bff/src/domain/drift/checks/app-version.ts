import { isVersionOf } from '../../artifact/version-names.ts'
import type { Environment } from '../../environment.ts'
import { replacement } from '../deployment.ts'
import type { Observation } from '../observation.ts'
import { need } from '../rule.ts'
import type { DriftRule, Finding } from '../rule.ts'
import { instructions } from '../remedies.ts'
import { askedVersion, backendVersionNeeds, runningVersion } from '../versions.ts'

/** The application reports a version of the image that its tasks run. */
export const appVersion: DriftRule = {
  id: 'app-version',
  question: 'whether the application reports the version that runs',
  explainedByRelease: true,
  needs: (o, environment) =>
    environment.backend.versionPath === null
      ? []
      : [
          need('the version that the application reports', o.appVersion, ({ version, commit }) =>
            commit === null ? version : `${version}, commit ${commit}`,
          ),
          ...backendVersionNeeds(o),
        ],
  whileScaledToZero: () => 'The application is not asked for its version while no task is meant to run.',
  find(o, environment): Finding | null {
    const { versionPath, url } = environment.backend
    if (versionPath === null) {
      const sentence = 'The application is not asked for its version: the configuration names no versionPath.'
      return { status: 'ok', sentence }
    }
    const running = runningVersion(o, environment)
    const expected = running.state === 'known' ? running.version : null
    if (o.appVersion.state === 'absent') {
      return {
        status: 'fail',
        half: 'backend',
        expected,
        observed: 'nothing',
        sentence: `The application does not report its version at ${versionPath}.`,
        remedy: instructions(
          'Correct the path',
          `Open ${url}${versionPath}; correct backend.versionPath, or set it to null.`,
        ),
      }
    }
    if (o.appVersion.state !== 'read') return null
    const { version } = o.appVersion.value
    if (running.state === 'unknown') {
      const sentence = `The application says it is ${version}; which version runs cannot be told otherwise: ${running.why}.`
      return { status: 'unknown', observed: version, sentence }
    }
    if (isVersionOf(version, running.names)) {
      const sentence =
        version === running.version
          ? `The application reports ${version}, as its tasks run.`
          : `The application reports ${version}, which is another name of ${running.version}.`
      return { status: 'ok', expected, observed: version, sentence }
    }
    if (version === o.candidateVersion) {
      const sentence = `The candidate ${version} has answered, to which a rollout sends a part of the requests.`
      return { status: 'ok', expected, observed: version, sentence }
    }
    const arriving = arrivingVersion(o, environment)
    if (arriving !== null && isVersionOf(version, arriving)) {
      const sentence = `ECS is replacing tasks: a task of ${version} has answered, most still run ${running.version}.`
      return { status: 'warn', half: 'backend', expected, observed: version, sentence }
    }
    return {
      status: 'fail',
      half: 'backend',
      expected,
      observed: version,
      sentence: `The application says it is ${version}, but its tasks run ${running.version}: the address leads elsewhere, or the image is mislabelled.`,
      remedy: instructions(
        'Find out who answers',
        `Check that ${url} leads to this service and not to another, and that the image of ${running.version} was built with that version in it.`,
      ),
    }
  },
}

/** The names of what a deployment brings that gets on. */
function arrivingVersion(o: Observation, environment: Environment): readonly string[] | null {
  if (o.service.state !== 'read') return null
  if (replacement(o.service.value, o.observedAt).state !== 'getting-on') return null
  const asked = askedVersion(o, environment)
  return asked.state === 'known' ? asked.names : null
}
