import { driftCheckIds, type DriftCheckId } from '@lockstep/shared-types/drift'
import { defineCommand, type CliCommand } from '../cli-command.ts'
import type { Output } from '../output.ts'
import type { OpenLooker } from './look.ts'

/** `lockstep check`. `loadLooker` brings what looks, once the arguments are known to be right. */
export const createCheckCommand = (loadLooker: () => Promise<OpenLooker>): CliCommand =>
  defineCommand({
    name: 'check',
    usage: `  lockstep check --config FILE [--app ID] [--env ID] [--checks IDS|all] [--json]
  lockstep check --server URL [--app ID] [--env ID] [--checks IDS|all] [--json]
      Checks drift once. Exit code 0: in step (warnings are shown), 1: drift, 2: could not tell.
      Asks the running Lockstep (--server, LOCKSTEP_URL, or the one on the same data folder), else AWS together with
      its database (DATABASE_URL), else AWS alone; --aws-only asks AWS alone whatever there is.
      --checks names the checks, with commas, that the exit code speaks of: one that could not be looked at gives 2.
      Without it these are all that can be looked at from here; what cannot is listed. --json writes one document.
`,
    options: {
      config: { type: 'string' },
      server: { type: 'string' },
      'aws-only': { type: 'boolean' },
      app: { type: 'string' },
      env: { type: 'string' },
      checks: { type: 'string' },
      json: { type: 'boolean' },
    },
    refused: async (message, args, output) => {
      if (args.includes('--json')) await writeRefusal(message, output)
    },
    run: async ({ values }, context) => {
      const { config = null, app = null, env = null, json = false, 'aws-only': awsOnly = false } = values
      const serverUrl = values.server ?? context.variables['LOCKSTEP_URL'] ?? null
      const refuse = async (message: string): Promise<number> => {
        context.output.err(`lockstep check: ${message}\n→ lockstep check --help says how it is called.\n`)
        if (json) await writeRefusal(message, context.output)
        return 2
      }
      if (config === null && (serverUrl === null || awsOnly))
        return refuse('--config FILE is needed, or --server URL of a running Lockstep')
      if (awsOnly && values.server !== undefined) return refuse('--aws-only and --server exclude each other')
      if (serverUrl !== null && !/^https?:$/.test(protocolOf(serverUrl)))
        return refuse(`${serverUrl} is no address of a server, such as http://127.0.0.1:4400`)
      const checks = parseChecks(values.checks)
      if ('unknown' in checks)
        return refuse(`there is no check ${checks.unknown}; there are: ${driftCheckIds.join(', ')}`)
      const [{ check }, openLooker] = await Promise.all([import('./check.ts'), loadLooker()])
      const asked = { applicationId: app, environmentId: env, checks: checks.ids }
      return check({ config, serverUrl, awsOnly, json, ...asked }, openLooker, context)
    },
  })

/** Whoever reads the document reads there why nothing was checked. */
async function writeRefusal(message: string, { out }: Output): Promise<void> {
  const { toDocument } = await import('./judge.ts')
  const document = toDocument([], {
    code: 'validation-failed',
    title: 'The command was called wrongly.',
    detail: message,
    remedy: '`lockstep check --help` says how it is called.',
  })
  out(`${JSON.stringify(document)}\n`)
}

const protocolOf = (url: string): string => (URL.canParse(url) ? new URL(url).protocol : '')

function parseChecks(
  text: string | undefined,
): { readonly ids: readonly DriftCheckId[] | null } | { readonly unknown: string } {
  if (text === undefined) return { ids: null }
  if (text === 'all') return { ids: driftCheckIds }
  const names = text.split(',').map((name) => name.trim())
  const ids = names.flatMap((name) => driftCheckIds.filter((id) => id === name))
  const unknown = names.find((name) => !driftCheckIds.some((id) => id === name))
  return unknown === undefined ? { ids } : { unknown: JSON.stringify(unknown) }
}
