import { isImageGone } from '../../artifact/artifact-problems.ts'
import { isRunning } from '../../drift/as-one-image.ts'
import type { BundleEvidence } from '../../bundle/bundle-evidence.ts'
import { judgeSettings } from '../../bundle/judge-bundle.ts'
import { judgeEndpoint } from '../../bundle/judge-endpoint.ts'
import { onlyLeadsOn, scriptsElsewhere } from '../../drift/scripts-elsewhere.ts'
import type { ArtifactInspection } from '../artifact-inspection.ts'
import { touchesFrontend, type Finding, type PreflightFacts, type PreflightRule } from './preflight-facts.ts'

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
    return isImageGone(registered.problem)
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
      const contradiction = recordContradiction(inspection.value.entry)
      if (contradiction !== null)
        return { status: 'fail', expected, observed, sentence: contradiction, overridable: true }
      const gaps = whatIsMissing(inspection.value.entry)
      if (gaps !== null) return { ...gaps, expected, observed, overridable: true }
      const { refused = [], disallowed = [] } = inspection.value.entry ?? {}
      if (disallowed.length > 0)
        return {
          status: 'fail',
          expected,
          observed,
          overridable: true,
          sentence: disallowedWords(disallowed),
        }
      if (refused.length > 0)
        return { status: 'fail', expected, observed, overridable: true, sentence: refusedWords(refused) }
      const misread = files.filter(({ path }) => path.includes('+')).map(({ path }) => path)
      if (misread.length > 0)
        return {
          status: 'warn',
          expected,
          observed: misread.slice(0, 5).join(', '),
          sentence: `S3 reads a + in an address as a blank, so browsers do not get ${misread.slice(0, 5).join(', ')}. Build without + in file names.`,
        }
      return { status: 'ok', expected, observed, sentence: `The image holds the frontend: ${observed}.` }
    }
    const { code, title, remedy } = inspection.problem
    const known = ['artifact-no-frontend', 'artifact-hostile', 'artifact-too-large', 'artifact-not-found']
    return known.includes(code)
      ? { status: 'fail', expected, sentence: [title, remedy].filter(Boolean).join(' ') }
      : { status: 'unknown', expected, sentence: title, problem: inspection.problem }
  },
}

/** How the record of the build contradicts the image that holds it; null when it does not. */
function recordContradiction(entry: BundleEvidence | null): string | null {
  if (entry === null) return null
  const { record, recordProblem } = entry
  if (recordProblem !== null) return `The record of the build cannot be used: ${recordProblem}.`
  if (record === null) return null
  const faults = [
    ...record.missing.map((path) => `${path} is missing`),
    ...record.differing.map((path) => `${path} is not as built`),
    ...record.contradictions,
  ]
  if (faults.length === 0) return null
  const more = faults.length > 3 ? `, and ${faults.length - 3} more` : ''
  return `The frontend in the image is not the one that its record describes: ${faults.slice(0, 3).join('; ')}${more}.`
}

/** Files that the page or its scripts make browsers load, and that the image has not; null when there is none. */
function whatIsMissing(entry: BundleEvidence | null): Pick<Finding, 'status' | 'sentence'> | null {
  const missing = entry?.missing ?? []
  if (missing.length > 0) {
    const more = missing.length > 3 ? ` and ${missing.length - 3} more` : ''
    const are = missing.length > 1 ? 'are' : 'is'
    const sentence = `The frontend in the image is not whole: ${missing.slice(0, 3).join(', ')}${more}, which its page or its scripts load, ${are} not there. If the bucket has it already and keeps it, name it in frontend.keep.`
    return { status: 'fail', sentence }
  }
  return null
}

const refusedWords = (refused: readonly string[]): string =>
  `Browsers will refuse a part of the frontend in the image: ${refused.slice(0, 3).join(', ')}${refused.length > 3 ? ` and ${refused.length - 3} more` : ''}. Build it again, with its hashes made last.`

const disallowedWords = (disallowed: readonly string[]): string =>
  `Browsers will refuse to run the frontend in the image: ${disallowed.slice(0, 3).join('; ')}. Allow the script in script-src, and build it again.`

/** What `what` says when the page inside the image leads to no script at all. */
const noScripts = (what: string, { elsewhere, leadsTo }: ArtifactInspection): Finding =>
  leadsTo !== null
    ? {
        status: 'unknown',
        observed: leadsTo,
        sentence: `Could not tell ${what}: ${onlyLeadsOn(leadsTo).title}.`,
      }
    : elsewhere.length > 0
      ? {
          status: 'unknown',
          observed: elsewhere.join(', '),
          sentence: `Could not tell ${what}: ${scriptsElsewhere(elsewhere).title}.`,
        }
      : {
          status: 'fail',
          observed: 'no script',
          sentence: `The page in the image leads to no script, so ${what} cannot be told.`,
        }

/**
 * The scripts INSIDE the image call the backend of this environment (R1). Nobody may override another address
 * that stands under the setting's name; what is only concluded may be answered by somebody who knows the build.
 */
export const artifactEndpoint: PreflightRule = {
  id: 'artifact-endpoint',
  overridable: true,
  find(facts) {
    const { inspection, environment } = facts
    if (inspection?.ok !== true || !touchesFrontend(facts)) return null
    const expected = environment.backend.url
    const { entry } = inspection.value
    if (entry === null) return { expected, ...noScripts('which backend it calls', inspection.value) }
    const verdict = judgeEndpoint(withOwnFile(entry, facts), environment)
    switch (verdict.state) {
      case 'right':
        return {
          status: 'ok',
          expected,
          observed: verdict.observed,
          sentence: `The built frontend ${verdict.how}.`,
        }
      case 'wrong': {
        const sentence = `The built frontend ${verdict.why}.${verdict.isForbidden === true ? ' Name it in connect-src, and build it again.' : ` It should call ${expected}.`}`
        return {
          status: 'fail',
          expected,
          observed: verdict.observed,
          sentence,
          overridable: !verdict.isCertain,
        }
      }
      case 'unsure': {
        const sentence = `Could not tell whether the built frontend calls ${expected}: ${verdict.why}.`
        return { status: 'unknown', expected, observed: verdict.observed, sentence }
      }
    }
  },
}

/** A file that the image does not bring stays in the bucket as it is: the site learns the address from that one. */
function withOwnFile(entry: BundleEvidence, { observation }: PreflightFacts): BundleEvidence {
  const { bucket } = observation
  if (entry.declared?.state !== 'absent' || bucket.entry.state !== 'read') return entry
  return { ...entry, declared: bucket.entry.value.declared }
}

/** Declared settings are there, and no development value is in production (R1, settings). */
export const artifactSettings: PreflightRule = {
  id: 'artifact-settings',
  overridable: true,
  find(facts) {
    const { inspection, environment, artifact } = facts
    if (inspection?.ok !== true || !touchesFrontend(facts)) return null
    const { entry, buildVersion } = inspection.value
    const isLookedFor = Object.keys(environment.settings).length + environment.forbiddenValues.length > 0
    if (entry === null && isLookedFor) return noScripts('what it was built with', inspection.value)
    const complaints =
      entry === null ? [] : judgeSettings(entry, environment, buildVersion ?? artifact.version)
    const wrong = complaints.filter(({ certainty }) => certainty === 'wrong')
    const told = wrong.length > 0 ? wrong : complaints
    if (told.length === 0)
      return {
        status: 'ok',
        sentence: 'The built frontend holds the declared settings and no forbidden value.',
      }
    const texts = told.map(({ text }) => text).join('; ')
    const values = {
      expected: told.map((one) => one.expected).join(', '),
      observed: told.map((one) => one.observed).join(', '),
    }
    return wrong.length > 0
      ? {
          status: 'fail',
          ...values,
          sentence: `The frontend was built with other settings than ${environment.name} declares: ${texts}.`,
        }
      : {
          status: 'unknown',
          ...values,
          sentence: `Could not tell whether the built frontend holds what ${environment.name} declares: ${texts}.`,
        }
  },
}

export const artifactNotDeployed: PreflightRule = {
  id: 'artifact-not-deployed',
  overridable: false,
  find({ observation, artifact, shape }) {
    const { runningImage } = observation
    const runsIt = isRunning(observation, artifact.digest)
    if (shape.kind !== 'deploy' && !runsIt) return null
    if (runningImage.state === 'unreadable')
      return {
        status: 'warn',
        sentence: `What the backend runs now could not be told: ${runningImage.problem.title}`,
      }
    if (!runsIt) return { status: 'ok', sentence: `${artifact.version} is not what the backend runs now.` }
    return {
      status: 'warn',
      observed: artifact.version,
      sentence: `The backend runs ${artifact.version} already; the ${shape.kind === 'rollback' ? 'rollback' : 'release'} makes both halves agree again.`,
    }
  },
}
