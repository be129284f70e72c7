import type { BundleEvidence } from '../../bundle/bundle-evidence.ts'
import { refusedTags, underHeaders } from '../../bundle/weigh-tags.ts'
import { headerPoliciesOf, whereToAllow } from './header-policies.ts'
import { touchesFrontend, type Finding, type PreflightRule } from './preflight-facts.ts'

const megabytes = (bytes: number): string => `${(bytes / 1_000_000).toFixed(1)} MB`

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
      const { refused = [] } = inspection.value.entry ?? {}
      const page = underHeaders(inspection.value.page, headerPoliciesOf(facts))
      const { disallowed, disallowedBeside } = refusedTags(page, environment.frontend.url)
      if (disallowed.length > 0) {
        const sentence = `Browsers will refuse to run the frontend in the image: ${firstOf(disallowed)}. ${whereToAllow}`
        return { status: 'fail', expected, observed, overridable: true, sentence }
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
      if (disallowedBeside.length > 0) {
        const sentence = `The image holds the frontend, but browsers will refuse ${firstOf(disallowedBeside)}. If the application needs it, it will not work. ${whereToAllow}`
        return { status: 'warn', expected, observed, sentence }
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

const firstOf = (texts: readonly string[]): string =>
  `${texts.slice(0, 3).join('; ')}${texts.length > 3 ? `; and ${texts.length - 3} more` : ''}`
