import type { Remedy } from '@lockstep/shared-types/drift'
import type { Environment } from '../environment.ts'
import type { Observation } from './observation.ts'
import { instructions } from './remedies.ts'

/** The distribution is gone or disabled; null where it is not, or where that is not known. */
export function noDistribution(
  { distribution, edge }: Pick<Observation, 'distribution' | 'edge'>,
  { frontend }: Environment,
): { readonly sentence: string; readonly remedy: Remedy } | null {
  const id = frontend.distributionId
  if (distribution.state === 'absent' && edge.html.state === 'read')
    return {
      sentence: `There is no CloudFront distribution ${id} in this account, though ${frontend.url} answers: check frontend.distributionId, and of which account the credentials are.`,
      remedy: instructions(
        'Correct the configuration',
        'Set frontend.distributionId to the distribution that serves the site, and check of which account the credentials are.',
      ),
    }
  if (distribution.state === 'absent')
    return {
      sentence: `The CloudFront distribution ${id} does not exist: users do not get the site.`,
      remedy: bringBack(
        'Correct frontend.distributionId in the configuration, or create the distribution again.',
      ),
    }
  return distribution.state === 'read' && !distribution.value.enabled
    ? {
        sentence: `The CloudFront distribution ${id} is disabled: users do not get the site.`,
        remedy: bringBack(
          'Enable the distribution in CloudFront; it takes some minutes until every edge knows it.',
        ),
      }
    : null
}

const bringBack = (advice: string): Remedy => instructions('Bring the distribution back', advice)
