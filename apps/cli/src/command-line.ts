import { parseArgs } from 'node:util'

export const usage = `Usage:
  lockstep check --config FILE [--app ID] [--env ID] [--json]
      Checks drift once. Exit code 0: in step (warnings are shown), 1: drift, 2: could not tell.
      --json writes one report per line.
  lockstep validate --config FILE
      Checks a configuration. Exit code 0: right, 2: wrong.
`

/** What the command line asks for. */
export type Command =
  | { readonly name: 'help' }
  | { readonly name: 'validate'; readonly config: string }
  | {
      readonly name: 'check'
      readonly config: string
      readonly applicationId: string | null
      readonly environmentId: string | null
      readonly json: boolean
    }

export type CommandLine =
  | { readonly ok: true; readonly command: Command }
  | { readonly ok: false; readonly message: string }

const options = {
  config: { type: 'string' },
  app: { type: 'string' },
  env: { type: 'string' },
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const

const wrong = (message: string): CommandLine => ({ ok: false, message })

/** Reads the arguments behind the program's name. */
export function parseCommandLine(args: readonly string[]): CommandLine {
  try {
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true })
    const [name, ...others] = positionals
    if (values.help || name === 'help') return { ok: true, command: { name: 'help' } }
    if (others.length > 0) return wrong(`unexpected argument ${others.join(' ')}`)
    if (name !== 'check' && name !== 'validate') {
      return wrong(name === undefined ? 'no command given' : `unknown command ${name}`)
    }
    const { config } = values
    if (config === undefined) return wrong('--config FILE is needed')
    if (name === 'check') {
      const { app = null, env = null, json = false } = values
      return { ok: true, command: { name, config, applicationId: app, environmentId: env, json } }
    }
    const useless = (['app', 'env', 'json'] as const).find((option) => values[option] !== undefined)
    return useless ? wrong(`validate takes no --${useless}`) : { ok: true, command: { name, config } }
  } catch (error) {
    return wrong(error instanceof Error ? error.message : 'the arguments cannot be read')
  }
}
