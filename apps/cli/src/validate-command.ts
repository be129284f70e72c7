import { defineCommand } from './cli-command.ts'

/** Says whether a configuration is right, and where it is not. Exit code 0 or 2. */
export const validateCommand = defineCommand({
  name: 'validate',
  usage: `  lockstep validate --config FILE
      Checks a configuration. Exit code 0: right, 2: wrong.
`,
  options: { config: { type: 'string' } },
  required: ['config'],
  run: async ({ values: { config } }, { variables, output }) => {
    const [{ loadConfiguration }, { formatConfigurationError }] = await Promise.all([
      import('@lockstep/bff/config/load-configuration'),
      import('@lockstep/bff/config/configuration'),
    ])
    const loaded = await loadConfiguration(config, variables)
    if (!loaded.ok) {
      for (const error of loaded.errors) output.err(`${formatConfigurationError(error)}\n`)
      return 2
    }
    const { length } = loaded.value.environments
    output.out(`${config} is right: ${length} environment${length === 1 ? '' : 's'}.\n`)
    return 0
  },
})
