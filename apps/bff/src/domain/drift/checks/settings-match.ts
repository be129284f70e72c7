import type { Environment } from '../../environment.ts'
import { bundleRemedy } from '../bundle-remedy.ts'
import { anyValue, expectedSettings } from '../expected-settings.ts'
import { needEntry, needHtml } from '../needs.ts'
import type { Place } from '../needs.ts'
import type { Observation } from '../observation.ts'
import type { DriftRule } from '../rule.ts'
import { frontendVersion } from '../versions.ts'
import { count } from '../words.ts'

const placeWords: Readonly<Record<Place, string>> = { edge: 'served', bucket: 'in the bucket' }

/** The bundle holds every declared setting with its value, and no forbidden one (R1, settings). */
export const settingsMatch: DriftRule = {
  id: 'settings-match',
  question: 'whether the frontend was built with the right settings',
  explainedByRelease: false,
  needs: (o) => [needEntry(o, 'edge'), needEntry(o, 'bucket'), needHtml(o, 'edge')],
  find(o, environment) {
    const names = Object.keys(environment.settings)
    const wrong = (['edge', 'bucket'] as const).flatMap((place) => complaints(o, environment, place))
    const expected = `${count(names.length, 'declared setting')}, ${count(environment.forbiddenValues.length, 'forbidden value')}`
    if (wrong.length > 0) {
      const texts = [...new Set(wrong.map(({ text }) => text))]
      return {
        status: 'fail',
        half: 'frontend',
        expected: [...new Set(wrong.map((entry) => entry.expected))].join(', '),
        observed: wrong.map(({ place, observed }) => `${placeWords[place]}: ${observed}`).join(', '),
        sentence: `The frontend was built with wrong settings: ${texts.join('; ')}.`,
        remedy: bundleRemedy(
          o,
          environment,
          wrong.map(({ place }) => place),
        ),
      }
    }
    if (o.edge.entry.state !== 'read' || o.bucket.entry.state !== 'read') return null
    const sentence =
      names.length === 0 && environment.forbiddenValues.length === 0
        ? 'No settings are declared for this environment, so none can be wrong.'
        : 'The frontend holds every declared setting and no forbidden value.'
    return { status: 'ok', expected, observed: 'as declared', sentence }
  },
}

type Complaint = { place: Place; expected: string; observed: string; text: string }

function complaints(o: Observation, environment: Environment, place: Place): Complaint[] {
  const { entry } = o[place]
  if (entry.state === 'unreadable') return []
  if (entry.state === 'absent') {
    return [{ place, expected: 'an entry script', observed: 'none', text: 'there is no entry script' }]
  }
  const { settings, forbidden } = entry.value
  const expected = expectedSettings(environment, frontendVersion(o, place))
  const differing = Object.keys(environment.settings).flatMap((name) => {
    const wanted = expected[name] ?? ''
    const found = settings[name]
    if (found === wanted || (wanted === anyValue && found)) return []
    const text = found === undefined ? `${name} is not there` : `${name} is ${found || 'empty'}`
    return [{ place, expected: `${name}=${wanted}`, observed: `${name}=${found ?? 'not found'}`, text }]
  })
  const held = forbidden.map((value) => ({
    place,
    expected: `no ${value}`,
    observed: value,
    text: `it holds ${value}, which ${environment.name} forbids`,
  }))
  return [...differing, ...held]
}
