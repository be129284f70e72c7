import { invalidationModes, type InvalidationMode } from '@lockstep/shared-types/invalidation'
import { definitionBases, type DefinitionBase } from '@lockstep/shared-types/plan'
import {
  releaseScopes,
  releaseStrategies,
  type ReleaseScope,
  type ReleaseStrategy,
} from '@lockstep/shared-types/release-kind'

/** What is chosen in the dialog; lives in the address, so that a link opens it filled in. */
export type DeployChoice = {
  readonly version: string | null
  readonly scope: ReleaseScope
  readonly mode: InvalidationMode
  /** Null: as is usual in the environment. */
  readonly strategy: ReleaseStrategy | null
  /** Which task definition the new one is made from. */
  readonly base: DefinitionBase
}

/** Unknown values in a hand-written address count as absent. */
export const readChoice = (query: URLSearchParams, usualMode: InvalidationMode): DeployChoice => ({
  version: query.get('version') || null,
  scope: releaseScopes.find((scope) => scope === query.get('scope')) ?? 'both',
  mode: invalidationModes.find((mode) => mode === query.get('mode')) ?? usualMode,
  strategy: releaseStrategies.find((strategy) => strategy === query.get('strategy')) ?? null,
  base: definitionBases.find((base) => base === query.get('base')) ?? 'running',
})

/** What is as usual stays out of the address. */
export const writeChoice = (
  { version, scope, mode, strategy, base }: DeployChoice,
  usualMode: InvalidationMode,
): URLSearchParams => {
  const query = new URLSearchParams()
  if (version !== null) query.set('version', version)
  if (scope !== 'both') query.set('scope', scope)
  if (mode !== usualMode) query.set('mode', mode)
  if (strategy !== null) query.set('strategy', strategy)
  if (base !== 'running') query.set('base', base)
  return query
}

/** `Deploy v20250929-101500 to Production`, `Deploy the backend of … to …`. */
export const deployAction = (version: string, scope: ReleaseScope, environmentName: string): string =>
  `Deploy ${scope === 'both' ? '' : `the ${scope} of `}${version} to ${environmentName}`
