import { matchEndpoint } from '../../drift/resolve-endpoint.ts'
import { anyValue, expectedSettings } from '../../drift/expected-settings.ts'
import { touchesFrontend, type PreflightRule } from './preflight-facts.ts'

const megabytes = (bytes: number): string => `${(bytes / 1_000_000).toFixed(1)} MB`

export const artifactExists: PreflightRule = {
  id: 'artifact-exists',
  overridable: false,
  find({ registered, artifact, environment }) {
    const expected = `${environment.backend.repository}@${artifact.digest}`
    if (registered.ok)
      return {
        status: 'ok',
        expected,
        observed: expected,
        sentence: `${artifact.version} is in the registry.`,
      }
    const missing = ['artifact-not-found', 'aws-not-found'].includes(registered.problem.code)
    return missing
      ? {
          status: 'fail',
          expected,
          observed: 'not there',
          sentence: `The registry does not have ${artifact.version}.`,
        }
      : {
          status: 'unknown',
          expected,
          sentence: `The registry could not be asked: ${registered.problem.title}`,
          problem: registered.problem,
        }
  },
}

export const artifactFrontend: PreflightRule = {
  id: 'artifact-frontend',
  overridable: false,
  find(facts) {
    const { inspection, environment } = facts
    if (inspection === null || !touchesFrontend(facts)) return null
    const expected = `a frontend in ${environment.frontend.imagePath}`
    if (inspection.ok) {
      const { files, totalBytes } = inspection.value
      const observed = `${files.length} files, ${megabytes(totalBytes)}`
      return { status: 'ok', expected, observed, sentence: `The image holds the frontend: ${observed}.` }
    }
    const { code, title } = inspection.problem
    const known = ['artifact-no-frontend', 'artifact-hostile', 'artifact-too-large', 'artifact-not-found']
    return known.includes(code)
      ? { status: 'fail', expected, sentence: title }
      : { status: 'unknown', expected, sentence: title, problem: inspection.problem }
  },
}

/** The bundle INSIDE the image calls the backend of this environment (R1). */
export const artifactEndpoint: PreflightRule = {
  id: 'artifact-endpoint',
  overridable: false,
  find(facts) {
    const { inspection, environment } = facts
    if (inspection?.ok !== true || !touchesFrontend(facts)) return null
    const name = environment.frontend.endpointSetting
    const expected = environment.backend.url
    const baked = inspection.value.entry?.settings[name]
    if (baked === undefined)
      return {
        status: 'fail',
        expected,
        observed: 'not found',
        sentence: `The built frontend does not hold ${name}.`,
      }
    if (matchEndpoint(baked, expected, environment.frontend.url) === 'same')
      return {
        status: 'ok',
        expected,
        observed: baked,
        sentence: 'The built frontend calls the right backend.',
      }
    const sentence = `The built frontend would call ${baked || 'an empty address'}, not ${expected}.`
    return { status: 'fail', expected, observed: baked, sentence }
  },
}

/** Declared settings are there, and no development value is in production (R1, settings). */
export const artifactSettings: PreflightRule = {
  id: 'artifact-settings',
  overridable: false,
  find(facts) {
    const { inspection, environment, artifact } = facts
    if (inspection?.ok !== true || !touchesFrontend(facts)) return null
    const { settings, forbidden } = inspection.value.entry ?? { settings: {}, forbidden: [] }
    const wanted = expectedSettings(environment, inspection.value.buildVersion ?? artifact.version)
    const wrong = Object.keys(environment.settings).filter((name) => {
      const found = settings[name]
      return !(found === wanted[name] || (wanted[name] === anyValue && found))
    })
    if (forbidden.length > 0)
      return {
        status: 'fail',
        expected: `none of ${environment.forbiddenValues.join(', ')}`,
        observed: forbidden.join(', '),
        sentence: `The built frontend holds ${forbidden.join(', ')}, which ${environment.name} forbids.`,
      }
    if (wrong.length > 0)
      return {
        status: 'fail',
        expected: wrong.map((name) => `${name}=${wanted[name] ?? ''}`).join(', '),
        observed: wrong.map((name) => `${name}=${settings[name] ?? 'not found'}`).join(', '),
        sentence: `The frontend was built with other settings than ${environment.name} declares: ${wrong.join(', ')}.`,
      }
    return {
      status: 'ok',
      sentence: 'The built frontend holds the declared settings and no forbidden value.',
    }
  },
}

export const artifactNotDeployed: PreflightRule = {
  id: 'artifact-not-deployed',
  overridable: false,
  find({ observation, artifact, shape }) {
    if (shape.kind !== 'deploy') return null
    const { runningImage } = observation
    if (runningImage.state === 'unreadable')
      return {
        status: 'warn',
        sentence: `What the backend runs now could not be told: ${runningImage.problem.title}`,
      }
    if (runningImage.state === 'absent' || runningImage.value.digest !== artifact.digest)
      return { status: 'ok', sentence: `${artifact.version} is not what the backend runs now.` }
    return {
      status: 'warn',
      observed: artifact.version,
      sentence: `The backend runs ${artifact.version} already; the release makes both halves agree again.`,
    }
  },
}
