import { ok } from '@lockstep/bff/domain/result'
import { toldServer } from '@lockstep/bff/adapters/store/server-file'
import { answers, createServerLooker } from './ask-server.ts'
import type { OpenLooker } from './look.ts'

/**
 * A running Lockstep knows most, then its database, then AWS alone. What is not used is not even loaded: a command that
 * asks a server needs no client of AWS.
 */
export const openLooker: OpenLooker = async ({ serverUrl, databaseUrl, dataFolder, environments }) => {
  if (serverUrl !== null) return ok(createServerLooker(serverUrl))
  if (databaseUrl !== null) {
    const { openStoreLooker } = await import('./ask-store.ts')
    return openStoreLooker(databaseUrl, environments)
  }
  const told = dataFolder === null ? null : toldServer(dataFolder)
  if (told !== null && (await answers(told))) return ok(createServerLooker(told))
  const { createAwsLooker } = await import('./ask-aws.ts')
  return ok(createAwsLooker(environments))
}
