import { buildRecordPath } from '@lockstep/shared-types/build-record'
import { bundleRemedy } from '../bundle-remedy.ts'
import { typeWords } from '../../bundle/content-type.ts'
import { unreadWords } from '../../bundle/judge-bundle.ts'
import type { BundleEvidence } from '../../bundle/bundle-evidence.ts'
import { keptVersion } from '../kept-version.ts'
import { needEntry, needHtml, type Place } from '../needs.ts'
import { noEntry } from '../no-entry.ts'
import type { Observation } from '../observation.ts'
import { instructions, policyRemedy } from '../remedies.ts'
import type { DriftRule } from '../rule.ts'
import { siteRemedy } from '../site-remedy.ts'
import { ownRecord, spoiltFiles } from '../spoilt-files.ts'
import { count } from '../words.ts'

const placeWords: Readonly<Record<Place, string>> = { edge: 'At the edge,', bucket: 'In the bucket,' }

/** Every file of the build is there: byte for byte where the build wrote a record, else what the page leads to (D6). */
export const siteFiles: DriftRule = {
  id: 'site-files',
  question: 'whether all files of the site are there',
  explainedByRelease: true,
  needs: (o) => [needEntry(o, 'edge'), needEntry(o, 'bucket'), needHtml(o, 'edge')],
  find(o, environment) {
    const found = (['edge', 'bucket'] as const).flatMap((place) => faultsAt(o, place))
    const wrong = found.filter(({ isCertain }) => isCertain)
    const basis = [o.edge.entry, o.bucket.entry].every(
      (entry) => entry.state === 'read' && ownRecord(entry.value) !== null,
    )
      ? 'build-record'
      : 'module-graph'
    const observed = (of: typeof found) => of.map(({ place, text }) => `${place}: ${text}`).join('; ')
    if (wrong.length > 0) {
      return {
        status: 'fail',
        half: 'frontend',
        basis,
        observed: observed(wrong),
        sentence: `${wrong.every(({ isRefusal }) => isRefusal) ? 'Browsers refuse a part of the site.' : 'The site is not whole.'} ${wrong.map(({ place, text }) => `${placeWords[place]} ${text}`).join('; ')}.`,
        remedy: wrong.every(({ isPolicy }) => isPolicy)
          ? policyRemedy
          : bundleRemedy(
              o,
              environment,
              wrong.map(({ place }) => place),
            ),
      }
    }
    if (o.edge.entry.state === 'unreadable' || o.bucket.entry.state === 'unreadable') return null
    if (found.length > 0) {
      const texts = [...new Set(found.map(({ text }) => text))].join('; ')
      return {
        status: 'unknown',
        half: 'frontend',
        basis,
        observed: observed(found),
        sentence: `Could not tell whether all files of the site are there: ${texts}.`,
      }
    }
    if (o.edge.entry.state !== 'read' || o.bucket.entry.state !== 'read') return null
    const foreign = [o.edge.entry.value, o.bucket.entry.value].flatMap(({ record }) => record?.foreign ?? [])
    if (foreign[0] !== undefined) {
      return {
        status: 'warn',
        half: 'frontend',
        basis,
        observed: foreign[0],
        sentence: `All scripts that the page leads to are there, but ${buildRecordPath} is of another build, and nothing was taken from it: ${foreign[0]}.`,
        remedy: isOfBucket(o) ? removeRecord : siteRemedy(o, environment),
      }
    }
    const beside = (['edge', 'bucket'] as const).flatMap((place) => refusedBeside(o, place))
    if (beside.length > 0) {
      return {
        status: 'warn',
        half: 'frontend',
        basis,
        observed: beside.map(({ place, text }) => `${place}: ${text}`).join('; '),
        sentence: `${wholeWords(o.edge.entry.value)}, but browsers refuse ${named([...new Set(beside.map(({ text }) => text))])}. If the application needs it, it does not work.`,
        remedy: policyRemedy,
      }
    }
    const kept = keptVersion(o, environment)
    if (kept !== null) {
      return {
        status: 'warn',
        half: 'frontend',
        basis,
        observed: kept.observed,
        sentence: `${wholeWords(o.edge.entry.value)}, but ${kept.why}.`,
        remedy: kept.remedy,
      }
    }
    return {
      status: 'ok',
      basis,
      sentence: `${wholeWords(o.edge.entry.value)}, at the edge and in the bucket.`,
    }
  },
}

/** The page of the bucket has the record of another build; else only the edge holds an older page beside a newer record. */
const isOfBucket = ({ bucket }: Observation): boolean =>
  bucket.entry.state === 'read' && (bucket.entry.value.record?.foreign ?? null) !== null

const removeRecord = instructions(
  'Take the old record away',
  `Delete ${buildRecordPath} from the bucket and invalidate it at the edge, or publish a build that has a record of its own. A release of a frontend without a record deletes it by itself.`,
)

type Fault = {
  readonly place: Place
  readonly isCertain: boolean
  readonly text: string
  /** The file is there, and browsers do not take it as what it is meant to be. */
  readonly isRefusal?: boolean
  /** The page itself tells them not to. */
  readonly isPolicy?: boolean
}

function faultsAt(o: Observation, place: Place): Fault[] {
  const { entry, html } = o[place]
  const { missing, differing, refused, isPageRefused } = spoiltFiles(o, place)
  const ofPage: Fault[] =
    isPageRefused && html.state === 'read'
      ? [refusal(place, `show no page: it is served as ${typeWords(html.value)}`)]
      : []
  const none = noEntry(o, place)
  if (none !== null) {
    const refusedBase = html.state === 'read' ? html.value.refusedBase : undefined
    return [
      ...ofPage,
      { place, isCertain: none.isBroken, text: `the page ${none.why}` },
      ...(refusedBase === undefined ? [] : [{ ...refusal(place, `refuse ${refusedBase}`), isPolicy: true }]),
    ]
  }
  if (entry.state !== 'read') return ofPage
  const { recordProblem, unread, disallowed = [] } = entry.value
  const record = ownRecord(entry.value)
  const fault = (isCertain: boolean, text: string): Fault[] => [{ place, isCertain, text }]
  return [
    ...ofPage,
    ...(recordProblem === null
      ? []
      : fault(false, `the record of the build could not be used: ${recordProblem}`)),
    ...(missing.length === 0
      ? []
      : fault(true, `${named(missing)} ${missing.length === 1 ? 'is' : 'are'} not there`)),
    ...(differing.length === 0
      ? []
      : fault(true, `${named(differing)} ${differing.length === 1 ? 'is' : 'are'} not as built`)),
    ...(refused.length === 0 ? [] : [refusal(place, `refuse ${named(refused)}`)]),
    ...(disallowed.length === 0
      ? []
      : [{ ...refusal(place, `refuse ${named(disallowed)}`), isPolicy: true }]),
    ...(record?.contradictions ?? []).flatMap((text) => fault(true, text)),
    ...(record === null || record.unread.length === 0 ? [] : fault(false, unreadWords(record))),
    ...(record !== null || unread.length === 0 ? [] : fault(false, unreadWords({ unread }))),
  ]
}

function refusedBeside(o: Observation, place: Place) {
  const { entry } = o[place]
  const texts = entry.state === 'read' ? (entry.value.disallowedBeside ?? []) : []
  return texts.map((text) => ({ place, text }))
}

const refusal = (place: Place, text: string): Fault => ({
  place,
  isCertain: true,
  isRefusal: true,
  text: `browsers ${text}`,
})

const named = (paths: readonly string[]): string =>
  paths.length > 3 ? `${paths.slice(0, 3).join(', ')} and ${paths.length - 3} more` : paths.join(', ')

function wholeWords(entry: BundleEvidence): string {
  const record = ownRecord(entry)
  return record === null
    ? `All ${count(entry.scripts, 'script')} that the page leads to are there`
    : `All ${count(record.same, 'file')} of the build are there, byte for byte`
}
