import { need } from '../rule.ts'
import type { DriftRule } from '../rule.ts'
import { deployRemedy, instructions } from '../remedies.ts'
import { backendVersion, backendVersionNeeds } from '../versions.ts'

/** The application reports the version that is deployed. */
export const appVersion: DriftRule = {
  id: 'app-version',
  question: 'whether the application reports the deployed version',
  explainedByRelease: true,
  needs: (o, environment) =>
    environment.backend.versionPath === null
      ? []
      : [
          need('the version that the application reports', o.appVersion, ({ version, commit }) =>
            commit === null ? version : `${version}, commit ${commit}`,
          ),
          ...backendVersionNeeds(o, environment),
        ],
  find(o, environment) {
    const { versionPath, url } = environment.backend
    if (versionPath === null) {
      const sentence = 'The application is not asked for its version: the configuration names no versionPath.'
      return { status: 'ok', sentence }
    }
    const deployed = backendVersion(o, environment)
    if (o.appVersion.state === 'absent') {
      return {
        status: 'fail',
        half: 'backend',
        expected: deployed,
        observed: 'nothing',
        sentence: `The application does not report its version at ${versionPath}.`,
        remedy: instructions(
          'Correct the path',
          `Open ${url}${versionPath}; correct backend.versionPath, or set it to null.`,
        ),
      }
    }
    if (o.appVersion.state !== 'read' || deployed === null) return null
    const { version } = o.appVersion.value
    if (version === deployed) {
      return {
        status: 'ok',
        expected: deployed,
        observed: version,
        sentence: `The application reports ${version}, as deployed.`,
      }
    }
    if (version === o.candidateVersion) {
      return {
        status: 'ok',
        expected: deployed,
        observed: version,
        sentence: `The candidate ${version} has answered, to which a rollout sends a part of the requests.`,
      }
    }
    return {
      status: 'fail',
      half: 'backend',
      expected: deployed,
      observed: version,
      sentence: `The application says it is ${version}, but ${deployed} is deployed: the address leads elsewhere, or the image is mislabelled.`,
      remedy: deployRemedy('backend', deployed),
    }
  },
}
