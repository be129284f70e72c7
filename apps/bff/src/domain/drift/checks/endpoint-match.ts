import type { Environment } from '../../environment.ts'
import { bundleRemedy } from '../bundle-remedy.ts'
import { needEntry, needHtml } from '../needs.ts'
import type { Place } from '../needs.ts'
import type { Observation } from '../observation.ts'
import { matchEndpoint } from '../resolve-endpoint.ts'
import type { DriftRule } from '../rule.ts'

const placeWords: Readonly<Record<Place, string>> = { edge: 'the edge serves', bucket: 'the bucket holds' }

/** The address baked into the entry script is the backend's, where users load it and where the edge refills from (R1). */
export const endpointMatch: DriftRule = {
  id: 'endpoint-match',
  question: 'whether the frontend calls the right backend',
  explainedByRelease: false,
  needs: (o) => [needEntry(o, 'edge'), needEntry(o, 'bucket'), needHtml(o, 'edge')],
  find(o, environment) {
    const { url } = environment.backend
    const complaints = (['edge', 'bucket'] as const).flatMap((place) => complaint(o, environment, place))
    const observed = complaints.map((entry) => `${entry.place}: ${entry.observed}`).join(', ')
    if (complaints.length > 0) {
      return {
        status: 'fail',
        half: 'frontend',
        expected: url,
        observed,
        sentence: `${complaints.map(({ sentence }) => sentence).join('; ')}. It should call ${url}.`,
        remedy: bundleRemedy(
          o,
          environment,
          complaints.map(({ place }) => place),
        ),
      }
    }
    if (o.edge.entry.state !== 'read' || o.bucket.entry.state !== 'read') return null
    return {
      status: 'ok',
      expected: url,
      observed: url,
      sentence: `The frontend calls the right backend, ${url}.`,
    }
  },
}

function complaint(o: Observation, environment: Environment, place: Place) {
  const { entry } = o[place]
  const name = environment.frontend.endpointSetting
  if (entry.state === 'unreadable') return []
  if (entry.state === 'absent') {
    return [
      { place, observed: 'no entry script', sentence: `The page ${placeWords[place]} loads no entry script` },
    ]
  }
  const baked = entry.value.settings[name]
  if (baked === undefined) {
    const sentence = `The script ${placeWords[place]} does not hold the backend's address (${name})`
    return [{ place, observed: 'not found', sentence }]
  }
  if (matchEndpoint(baked, environment.backend.url, environment.frontend.url) === 'same') return []
  const observed = baked === '' ? 'empty' : baked
  return [{ place, observed, sentence: `The frontend ${placeWords[place]} calls ${observed}` }]
}
