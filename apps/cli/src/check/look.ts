import type { CheckedEnvironment, NotLookedAt } from '@lockstep/shared-types/check-document'
import type { DriftReport } from '@lockstep/shared-types/drift'
import type { EnvironmentRef } from '@lockstep/shared-types/environment'
import type { Environment } from '@lockstep/bff/domain/environment'
import type { Result } from '@lockstep/bff/domain/result'

/** What one look at an environment gave, before it is judged by the checks that are asked for. */
export type Look = {
  readonly applicationName: string
  readonly name: string
  readonly report: DriftReport
  readonly underWay: string | null
  readonly notLookedAt: readonly NotLookedAt[]
}

/** Looks at environments, in one of three ways. */
export type Looker = {
  readonly askedOf: CheckedEnvironment['askedOf']
  /** Names whom it asks, for people: reads on after "Asked". */
  readonly words: string
  /** The environments that it knows of, where no configuration file says so. */
  readonly list: () => Promise<Result<readonly EnvironmentRef[]>>
  readonly look: (environment: EnvironmentRef) => Promise<Result<Look>>
  /** Ends its connections. */
  readonly close: () => Promise<void>
}

/** Whom to ask: what is given by hand goes before what is found. */
export type LookerChoice = {
  /** `--server` or LOCKSTEP_URL: must answer. */
  readonly serverUrl: string | null
  /** DATABASE_URL: must be readable. */
  readonly databaseUrl: string | null
  /** Where a server of this machine may have told of itself; null when it is not to be looked for. */
  readonly dataFolder: string | null
  /** All of the configuration; empty without one. */
  readonly environments: readonly Environment[]
}

export type OpenLooker = (choice: LookerChoice) => Promise<Result<Looker>>
