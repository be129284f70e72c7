import { resolve } from 'node:path'
import { formatConfigurationError, type ConfigurationError } from '@lockstep/bff/config/configuration'
import { loadConfiguration } from '@lockstep/bff/config/load-configuration'
import type { Variables } from '@lockstep/bff/config/references'
import { environmentKey, type Environment } from '@lockstep/bff/domain/environment'
import type { DriftCheckId } from '@lockstep/shared-types/drift'
import type { EnvironmentRef } from '@lockstep/shared-types/environment'
import type { Problem } from '@lockstep/shared-types/problem'
import type { CommandContext } from '../cli-command.ts'
import { judge, toDocument } from './judge.ts'
import type { Looker, OpenLooker } from './look.ts'
import { printDocument } from './print-report.ts'

export type CheckRequest = {
  /** Null only where a server is named: it has a configuration of its own. */
  readonly config: string | null
  readonly serverUrl: string | null
  readonly awsOnly: boolean
  /** Null asks for every one. */
  readonly applicationId: string | null
  readonly environmentId: string | null
  /** Null asks for all that can be looked at from here. */
  readonly checks: readonly DriftCheckId[] | null
  readonly json: boolean
}

/** Checks drift once, of every environment that is asked for, and gives the exit code. See docs/command-line.md. */
export async function check(
  request: CheckRequest,
  openLooker: OpenLooker,
  { variables, output }: CommandContext,
): Promise<number> {
  const document = await answer(request, openLooker, variables)
  if (request.json) output.out(`${JSON.stringify(document.document)}\n`)
  else printDocument(document.document, document.asked, output)
  return document.document.exitCode
}

type Answer = { readonly document: ReturnType<typeof toDocument>; readonly asked: string | null }

const refused = (problem: Problem): Answer => ({ document: toDocument([], problem), asked: null })

async function answer(request: CheckRequest, openLooker: OpenLooker, variables: Variables): Promise<Answer> {
  const { config } = request
  const loaded = config === null ? null : await loadConfiguration(config, variables)
  if (loaded?.ok === false) return refused(wrongConfiguration(loaded.errors))
  const configuration = loaded?.value ?? null
  const environments = configuration?.environments ?? []
  const opened = await openLooker({
    serverUrl: request.awsOnly ? null : request.serverUrl,
    databaseUrl: request.awsOnly ? null : (variables['DATABASE_URL'] ?? null),
    dataFolder: request.awsOnly ? null : dataFolder(configuration?.server.dataFolder, variables),
    environments,
  })
  if (!opened.ok) return refused(opened.problem)
  const looker = opened.value
  try {
    const found = configuration === null ? await looker.list() : { ok: true as const, value: environments }
    if (!found.ok) return refused(found.problem)
    const wanted = found.value.filter((one) => isWanted(one, request))
    if (wanted.length === 0) return refused(noSuchEnvironment(found.value, config ?? looker.words))
    return { document: await lookAtAll(wanted, looker, request), asked: looker.words }
  } finally {
    await looker.close()
  }
}

async function lookAtAll(wanted: readonly EnvironmentRef[], looker: Looker, { checks }: CheckRequest) {
  const looks = await Promise.all(wanted.map((one) => looker.look(one)))
  const environments = looks.flatMap((look) => (look.ok ? [judge(look.value, looker.askedOf, checks)] : []))
  const problems = looks.flatMap((look) => (look.ok ? [] : [look.problem]))
  return toDocument(environments, problems[0] ?? null)
}

const dataFolder = (configured: string | undefined, variables: Variables): string | null => {
  const folder = variables['LOCKSTEP_DATA'] ?? configured
  return folder === undefined ? null : resolve(folder)
}

const isWanted = (one: EnvironmentRef, { applicationId, environmentId }: CheckRequest): boolean =>
  (applicationId === null || one.applicationId === applicationId) &&
  (environmentId === null || one.environmentId === environmentId)

const wrongConfiguration = (errors: readonly ConfigurationError[]): Problem => ({
  code: 'validation-failed',
  title: 'The configuration is wrong.',
  detail: errors.map(formatConfigurationError).join('\n'),
  remedy: 'Mend what is named; `lockstep validate` checks it again.',
})

const noSuchEnvironment = (known: readonly (EnvironmentRef | Environment)[], where: string): Problem => ({
  code: 'not-found',
  title: `There is no such environment in ${where}.`,
  detail: `It has: ${known.map(environmentKey).join(', ')}`,
  remedy: 'Check --app and --env.',
})
