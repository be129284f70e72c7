import type { Variables } from '@lockstep/bff/config/references'
import { worstStatus } from '@lockstep/bff/domain/drift/summarize'
import { environmentKey } from '@lockstep/bff/domain/environment'
import type { Environment } from '@lockstep/bff/domain/environment'
import type { DriftReport } from '@lockstep/shared-types/drift'
import type { DriftStatus } from '@lockstep/shared-types/drift-status'
import { loadOrExplain } from './load.ts'
import type { Output } from './output.ts'
import { printReport } from './print-report.ts'

export type CheckEnvironment = (environment: Environment) => Promise<DriftReport>
/** Opens what checks environments; `close` ends its connections. */
export type OpenChecker = (environments: readonly Environment[]) => {
  readonly check: CheckEnvironment
  readonly close: () => void
}

export type CheckRequest = {
  readonly config: string
  /** Null asks for every one. */
  readonly applicationId: string | null
  readonly environmentId: string | null
  readonly json: boolean
}

/** A warning is in step: it is shown, and stops no pipeline. */
const exitCodes: Readonly<Record<DriftStatus, number>> = { ok: 0, warn: 0, fail: 1, unknown: 2 }

/** Checks drift once, of every environment that is asked for. Exit code 0 in step, 1 drift, 2 could not tell. */
export async function check(
  command: CheckRequest,
  variables: Variables,
  openChecker: OpenChecker,
  output: Output,
): Promise<number> {
  const configuration = await loadOrExplain(command.config, variables, output)
  if (configuration === null) return 2
  const wanted = configuration.environments.filter((environment) => isWanted(environment, command))
  if (wanted.length === 0) {
    const known = configuration.environments.map(environmentKey).join(', ')
    output.err(`No such environment in ${command.config}. It has: ${known}\n`)
    return 2
  }
  const checker = openChecker(wanted)
  try {
    const reports = await Promise.all(wanted.map(checker.check))
    for (const [index, report] of reports.entries()) {
      if (command.json) output.out(`${JSON.stringify(report)}\n`)
      else printReport(report, nameOf(wanted[index]), output)
      if (!command.json && index < reports.length - 1) output.out('\n')
    }
    return exitCodes[worstStatus(reports.map(({ status }) => status))]
  } finally {
    checker.close()
  }
}

const isWanted = (environment: Environment, { applicationId, environmentId }: CheckRequest): boolean =>
  (applicationId === null || environment.applicationId === applicationId) &&
  (environmentId === null || environment.environmentId === environmentId)

const nameOf = (environment: Environment | undefined): string =>
  environment === undefined ? '' : `${environment.applicationName} / ${environment.name}`
