import type { ComponentRole } from '@lockstep/shared-types/environment'
import { backendDeployedAt } from '../deployment.ts'
import { needHtml, needService, needVersionFile } from '../needs.ts'
import type { Observation } from '../observation.ts'
import { deployRemedy, invalidateFrontend } from '../remedies.ts'
import type { DriftRule, Finding } from '../rule.ts'
import { backendVersion, backendVersionNeeds, frontendVersion, olderVersion } from '../versions.ts'
import { sinceMoment } from '../words.ts'

/** Both halves run the same version: the page and `version.txt` at the edge, and the task definition's image (R1). */
export const versionMatch: DriftRule = {
  id: 'version-match',
  question: 'whether both halves run the same version',
  explainedByRelease: true,
  needs: (o, environment) => [
    needHtml(o, 'edge'),
    needVersionFile(o, 'edge'),
    needService(o),
    ...backendVersionNeeds(o, environment),
  ],
  find(o, environment) {
    const backend = backendVersion(o, environment)
    return missingHalf(o, backend) ?? compare(o, backend)
  },
}

function missingHalf(o: Observation, backend: string | null): Finding | null {
  const backendGone = o.service.state === 'absent' || o.taskDefinition.state === 'absent'
  const pageGone = o.edge.html.state === 'absent'
  if (!backendGone && !pageGone) return null
  const half: ComponentRole | null = backendGone && pageGone ? null : backendGone ? 'backend' : 'frontend'
  const what = backendGone
    ? 'The backend service or its task definition does not exist'
    : 'The edge serves no page'
  return {
    status: 'fail',
    half,
    expected: backend,
    observed: null,
    sentence: `${backendGone && pageGone ? 'Neither half is there: no page at the edge, no backend service' : what}.`,
    remedy: deployRemedy(half ?? 'both', half === 'frontend' ? backend : null),
  }
}

function compare(o: Observation, backend: string | null): Finding | null {
  const { html, versionFile } = o.edge
  const inPage = html.state === 'read' ? html.value.buildVersion : null
  const inFile = versionFile.state === 'read' ? versionFile.value.version : null
  if (inPage !== null && inFile !== null && inPage !== inFile) {
    return {
      status: 'fail',
      half: 'frontend',
      expected: backend,
      observed: `page ${inPage}, version.txt ${inFile}`,
      sentence: `The frontend contradicts itself: the page says ${inPage}, version.txt says ${inFile}.`,
      remedy: invalidateFrontend,
    }
  }
  const frontend = frontendVersion(o, 'edge')
  if (frontend === null && html.state === 'read' && versionFile.state === 'absent') {
    return {
      status: 'fail',
      half: 'frontend',
      expected: backend,
      observed: null,
      sentence: 'The frontend does not say which version it is: no data-build-version, no version.txt.',
      remedy: deployRemedy('frontend', backend),
    }
  }
  if (backend === null || frontend === null) return null
  if (backend !== frontend) return mismatch(o, backend, frontend)
  return {
    status: 'ok',
    expected: backend,
    observed: frontend,
    sentence: `Both halves run ${backend}.`,
  }
}

function mismatch(o: Observation, backend: string, frontend: string): Finding {
  const half = wrongHalf(o, backend, frontend)
  const backendSince = o.service.state === 'read' ? sinceMoment(backendDeployedAt(o.service.value)) : ''
  const file = o.edge.versionFile
  const frontendSince = sinceMoment(file.state === 'read' ? file.value.deployedAt : null)
  const [behind, ahead] =
    half === 'backend'
      ? [
          `The backend is still at ${backend}${backendSince}`,
          `the frontend is at ${frontend}${frontendSince}`,
        ]
      : [`The frontend is at ${frontend}${frontendSince}`, `the backend is at ${backend}${backendSince}`]
  const meaning =
    half === 'backend'
      ? 'new screens may call what the backend does not have yet'
      : 'users get screens of another version'
  const remedy =
    half === 'backend'
      ? deployRemedy('backend', frontend)
      : frontendVersion(o, 'bucket') === backend
        ? invalidateFrontend
        : deployRemedy('frontend', backend)
  return {
    status: 'fail',
    half,
    // Of the half that is wrong, as it should be and as it is.
    expected: half === 'backend' ? frontend : backend,
    observed: half === 'backend' ? backend : frontend,
    sentence: `${behind}, ${ahead}: ${meaning}.`,
    remedy,
  }
}

/** The half that the last release did not leave like this; else the half at the older version. */
function wrongHalf({ lastRelease }: Observation, backend: string, frontend: string): ComponentRole | null {
  const released = lastRelease.state === 'read' ? lastRelease.value.version : null
  if (released === backend) return 'frontend'
  if (released === frontend) return 'backend'
  const older = olderVersion(backend, frontend)
  if (older === null) return null
  return older === backend ? 'backend' : 'frontend'
}
