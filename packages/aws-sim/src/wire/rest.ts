import { matchRoute, type Route } from './route.ts'
import type { WireRequest } from './message.ts'
import type { Operation, ServiceModel } from './model.ts'

export type RestMatch = { readonly operation: Operation; readonly labels: Record<string, string> }

/** Finds the REST operation of a request: of all that match, the most specific. */
export function createRouter(
  model: ServiceModel,
): (request: WireRequest, accept?: (route: Route) => boolean) => RestMatch | null {
  let byMethod: Map<string, { operation: Operation; route: Route }[]> | null = null
  const index = (): Map<string, { operation: Operation; route: Route }[]> => {
    const routed = [...model.operations.values()].flatMap((operation) =>
      operation.route ? [{ operation, route: operation.route }] : [],
    )
    // Sorted once, so that the first match is the most specific one.
    return Map.groupBy(
      routed.toSorted((left, right) => right.route.specificity - left.route.specificity),
      ({ route }) => route.method,
    )
  }
  return (request, accept = () => true) => {
    byMethod ??= index()
    for (const { operation, route } of byMethod.get(request.method) ?? []) {
      const labels = accept(route) ? matchRoute(route, request) : null
      if (labels) return { operation, labels }
    }
    return null
  }
}
