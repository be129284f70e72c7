import { isImageGone } from '../../artifact/artifact-problems.ts'
import { isRunning } from '../../drift/as-one-image.ts'
import type { BundleEvidence } from '../../bundle/bundle-evidence.ts'
import { judgeSettings } from '../../bundle/judge-bundle.ts'
import { judgeEndpoint } from '../../bundle/judge-endpoint.ts'
import { onlyLeadsOn, scriptsElsewhere } from '../../drift/scripts-elsewhere.ts'
import type { ArtifactInspection } from '../artifact-inspection.ts'
import { headerPoliciesOf, whereToAllow } from './header-policies.ts'
import { touchesFrontend, type Finding, type PreflightFacts, type PreflightRule } from './preflight-facts.ts'

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
    const policies = [...headerPoliciesOf(facts), ...(entry.policies ?? [])]
    const verdict = judgeEndpoint({ ...withOwnFile(entry, facts), policies }, environment)
    switch (verdict.state) {
      case 'right':
        return {
          status: 'ok',
          expected,
          observed: verdict.observed,
          sentence: `The built frontend ${verdict.how}.`,
        }
      case 'wrong': {
        const sentence = `The built frontend ${verdict.why}.${verdict.isForbidden === true ? ` ${whereToAllow}` : ` It should call ${expected}.`}`
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
