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
    const { loadOrExplain } = await import('./load.ts')
    const configuration = await loadOrExplain(config, variables, output)
    if (configuration === null) return 2
    const { length } = configuration.environments
    output.out(`${config} is right: ${length} environment${length === 1 ? '' : 's'}.\n`)
    return 0
  },
})
