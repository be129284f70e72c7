import { judgeEndpoint, type EndpointVerdict } from '../../bundle/judge-endpoint.ts'
import { weakestBasis } from '../../bundle/weakest-basis.ts'
import type { Environment } from '../../environment.ts'
import { bundleRemedy } from '../bundle-remedy.ts'
import { certaintyRemedy } from '../certainty-remedy.ts'
import { needEntry, needHtml } from '../needs.ts'
import type { Place } from '../needs.ts'
import { noEntry } from '../no-entry.ts'
import type { Observation } from '../observation.ts'
import { policyRemedy } from '../remedies.ts'
import type { DriftRule } from '../rule.ts'

const placeWords: Readonly<Record<Place, string>> = { edge: 'that the edge serves', bucket: 'in the bucket' }

/** The address that the site's scripts call is the backend's, where users load them and where the edge refills from (R1). */
export const endpointMatch: DriftRule = {
  id: 'endpoint-match',
  question: 'whether the frontend calls the right backend',
  explainedByRelease: false,
  needs: (o) => [needEntry(o, 'edge'), needEntry(o, 'bucket'), needHtml(o, 'edge')],
  find(o, environment) {
    const { url } = environment.backend
    const verdicts = (['edge', 'bucket'] as const).flatMap((place) => verdictAt(o, environment, place))
    const wrong = verdicts.filter((one) => one.state === 'wrong')
    const unsure = verdicts.filter((one) => one.state === 'unsure')
    const seen = (of: typeof verdicts) => of.map(({ place, observed }) => `${place}: ${observed}`).join(', ')
    if (wrong.length > 0) {
      return {
        status: 'fail',
        half: 'frontend',
        expected: url,
        observed: seen(wrong),
        basis: weakestBasis(wrong),
        sentence: `The frontend ${wrong.map(({ place, why }) => `${placeWords[place]} ${why}`).join('; the one ')}.${wrong.every(({ isForbidden }) => isForbidden) ? '' : ` It should call ${url}.`}`,
        remedy: wrong.every(({ isForbidden }) => isForbidden)
          ? policyRemedy
          : bundleRemedy(
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
        basis: weakestBasis(unsure),
        sentence: `Could not tell whether the frontend calls the right backend: ${[...new Set(unsure.map(({ why }) => why))].join('; ')}.`,
        remedy: certaintyRemedy(o, environment, 'address'),
      }
    }
    const right = verdicts.flatMap((one) => (one.state === 'right' ? [one] : []))
    if (o.edge.entry.state !== 'read' || o.bucket.entry.state !== 'read') return null
    return {
      status: 'ok',
      expected: url,
      observed: right[0]?.observed ?? url,
      basis: weakestBasis(right),
      sentence: `The frontend ${right[0]?.how ?? ''}.`,
    }
  },
}

type PlacedVerdict = EndpointVerdict & { readonly place: Place }

function verdictAt(o: Observation, environment: Environment, place: Place): PlacedVerdict[] {
  const { entry } = o[place]
  const none = noEntry(o, place)
  if (none !== null)
    return [
      { place, state: 'wrong', basis: 'read', observed: 'no entry script', why: none.why, isCertain: true },
    ]
  return entry.state === 'read' ? [{ place, ...judgeEndpoint(entry.value, environment) }] : []
}
