import { judgeSettings, settingsBasis, type SettingComplaint } from '../../bundle/judge-bundle.ts'
import { weakestBasis } from '../../bundle/weakest-basis.ts'
import type { Environment } from '../../environment.ts'
import { bundleRemedy } from '../bundle-remedy.ts'
import { certaintyRemedy } from '../certainty-remedy.ts'
import { needEntry, needHtml } from '../needs.ts'
import type { Place } from '../needs.ts'
import { noEntry } from '../no-entry.ts'
import type { Observation } from '../observation.ts'
import type { DriftRule } from '../rule.ts'
import { frontendVersion } from '../versions.ts'
import { count } from '../words.ts'

const placeWords: Readonly<Record<Place, string>> = { edge: 'served', bucket: 'in the bucket' }

/** The site's scripts hold every declared setting with its value, and no forbidden one (R1, settings). */
export const settingsMatch: DriftRule = {
  id: 'settings-match',
  question: 'whether the frontend was built with the right settings',
  explainedByRelease: false,
  needs: (o) => [needEntry(o, 'edge'), needEntry(o, 'bucket'), needHtml(o, 'edge')],
  find(o, environment) {
    const names = Object.keys(environment.settings)
    const complaints = (['edge', 'bucket'] as const).flatMap((place) => complaintsAt(o, environment, place))
    const wrong = complaints.filter(({ certainty }) => certainty === 'wrong')
    const expected = `${count(names.length, 'declared setting')}, ${count(environment.forbiddenValues.length, 'forbidden value')}`
    const texts = (of: readonly SettingComplaint[]) => [...new Set(of.map(({ text }) => text))].join('; ')
    const basis = weakestBasis(
      [o.edge.entry, o.bucket.entry].flatMap((entry) =>
        entry.state === 'read' ? [{ basis: settingsBasis(entry.value, environment) }] : [],
      ),
    )
    const values = (of: readonly PlacedComplaint[]) => ({
      basis,
      expected: [...new Set(of.map((entry) => entry.expected))].join(', '),
      observed: of.map(({ place, observed }) => `${placeWords[place]}: ${observed}`).join(', '),
    })
    if (wrong.length > 0) {
      return {
        status: 'fail',
        half: 'frontend',
        ...values(wrong),
        sentence: `The frontend ${wrong.every(({ place }) => noEntry(o, place) !== null) ? 'does not hold its settings' : 'was built with wrong settings'}: ${texts(wrong)}.`,
        remedy: bundleRemedy(
          o,
          environment,
          wrong.map(({ place }) => place),
        ),
      }
    }
    if (complaints.length > 0) {
      return {
        status: 'unknown',
        half: 'frontend',
        ...values(complaints),
        sentence: `Could not tell whether the frontend was built with the right settings: ${texts(complaints)}.`,
        remedy: certaintyRemedy(o, environment, 'settings'),
      }
    }
    if (o.edge.entry.state !== 'read' || o.bucket.entry.state !== 'read') return null
    const mentioned = [...new Set([...o.edge.entry.value.mentioned, ...o.bucket.entry.value.mentioned])]
    const aside =
      mentioned.length === 0 ? '' : ` Only texts in it name ${mentioned.join(', ')}; nothing is called there.`
    const sentence =
      names.length === 0 && environment.forbiddenValues.length === 0
        ? 'No settings are declared for this environment, so none can be wrong.'
        : `The frontend holds every declared setting and no forbidden value.${aside}`
    return { status: 'ok', expected, observed: 'as declared', basis, sentence }
  },
}

type PlacedComplaint = SettingComplaint & { readonly place: Place }

function complaintsAt(o: Observation, environment: Environment, place: Place): PlacedComplaint[] {
  const { entry } = o[place]
  const none = noEntry(o, place)
  if (none !== null) {
    const text = `the one ${placeWords[place]} ${none.why}, so that it holds none`
    return [{ place, certainty: 'wrong', expected: 'an entry script', observed: 'none', text }]
  }
  if (entry.state !== 'read') return []
  return judgeSettings(entry.value, environment, frontendVersion(o, place)).map((one) => ({ ...one, place }))
}
