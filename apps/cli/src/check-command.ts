import type { OpenChecker } from './check.ts'
import { defineCommand, type CliCommand } from './cli-command.ts'

/** `lockstep check`. `loadChecker` brings what reads AWS, once the arguments are known to be right. */
export const createCheckCommand = (loadChecker: () => Promise<OpenChecker>): CliCommand =>
  defineCommand({
    name: 'check',
    usage: `  lockstep check --config FILE [--app ID] [--env ID] [--json]
      Checks drift once. Exit code 0: in step (warnings are shown), 1: drift, 2: could not tell.
      --json writes one report per line.
`,
    options: {
      config: { type: 'string' },
      app: { type: 'string' },
      env: { type: 'string' },
      json: { type: 'boolean' },
    },
    required: ['config'],
    run: async ({ values }, { variables, output }) => {
      const { config, app = null, env = null, json = false } = values
      const request = { config, applicationId: app, environmentId: env, json }
      const [{ check }, openChecker] = await Promise.all([import('./check.ts'), loadChecker()])
      return check(request, variables, openChecker, output)
    },
  })
