import type { PreflightFacts } from './preflight-facts.ts'

/**
 * The Content-Security-Policies that the edge adds to whatever page it serves: those of now will come with the release's,
 * too. None where functions make page and header together.
 */
export function headerPoliciesOf({ observation, environment }: PreflightFacts): readonly string[] {
  const { edge, distribution } = observation
  const isMadeAtEdge =
    environment.frontend.rewrittenAtEdge ||
    (distribution.state === 'read' && distribution.value.mayRewritePages)
  return edge.html.state === 'read' && !isMadeAtEdge ? (edge.html.value.headerPolicies ?? []) : []
}

export const whereToAllow =
  'Allow it where the policy stands: in a <meta> tag of the page, which then is built again, or in a header that the distribution adds.'
