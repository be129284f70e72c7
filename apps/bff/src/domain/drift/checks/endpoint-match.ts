import { judgeEndpoint, type EndpointVerdict } from '../../bundle/judge-bundle.ts'
import type { Environment } from '../../environment.ts'
import { bundleRemedy } from '../bundle-remedy.ts'
import { needEntry, needHtml } from '../needs.ts'
import type { Place } from '../needs.ts'
import type { Observation } from '../observation.ts'
import { stampRemedy } from '../remedies.ts'
import type { DriftRule } from '../rule.ts'

const placeWords: Readonly<Record<Place, string>> = { edge: 'the edge serves', bucket: 'the bucket holds' }

/** The address that the site's scripts call is the backend's, where users load them and where the edge refills from (R1). */
export const endpointMatch: DriftRule = {
  id: 'endpoint-match',
  question: 'whether the frontend calls the right backend',
  explainedByRelease: false,
  needs: (o) => [needEntry(o, 'edge'), needEntry(o, 'bucket'), needHtml(o, 'edge')],
  find(o, environment) {
    const { url } = environment.backend
    const verdicts = (['edge', 'bucket'] as const).flatMap((place) => verdictAt(o, environment, place))
    const wrong = verdicts.filter(({ state }) => state === 'wrong')
    const unsure = verdicts.filter(({ state }) => state === 'unsure')
    const seen = (of: typeof verdicts) => of.map(({ place, observed }) => `${place}: ${observed}`).join(', ')
    if (wrong.length > 0) {
      return {
        status: 'fail',
        half: 'frontend',
        expected: url,
        observed: seen(wrong),
        sentence: `The frontend ${wrong.map(({ place, why }) => `${placeWords[place]} ${why}`).join('; the one ')}. It should call ${url}.`,
        remedy: bundleRemedy(
          o,
          environment,
          wrong.map(({ place }) => place),
        ),
      }
    }
    if (unsure.length > 0) {
      return {
        status: 'unknown',
        half: 'frontend',
        expected: url,
        observed: seen(unsure),
        sentence: `Could not tell whether the frontend calls the right backend: ${[...new Set(unsure.map(({ why }) => why))].join('; ')}.`,
        remedy: stampRemedy,
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

type PlacedVerdict = { place: Place; state: EndpointVerdict['state']; observed: string; why: string }

function verdictAt(o: Observation, environment: Environment, place: Place): PlacedVerdict[] {
  const { entry } = o[place]
  if (entry.state === 'unreadable') return []
  if (entry.state === 'absent')
    return [{ place, state: 'wrong', observed: 'no entry script', why: 'loads no script' }]
  return [{ place, why: '', ...judgeEndpoint(entry.value, environment) }]
}
