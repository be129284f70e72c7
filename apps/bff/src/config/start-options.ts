import { parseArgs } from 'node:util'
import { fail, ok, type Result } from '../domain/result.ts'

/** What the command line asks for; an argument that is not known is refused in place of being overlooked. */
export function readFlags(args: readonly string[]): Result<{ readonly config: string }> {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: { config: { type: 'string', default: 'lockstep.yaml' } },
    })
    return ok(values)
  } catch (error) {
    return fail({
      code: 'bad-request',
      title: error instanceof Error ? error.message : 'The arguments cannot be read.',
      detail: null,
      remedy: 'Start with --config FILE and nothing else.',
    })
  }
}

/** The port to listen on: the variable PORT goes before the configuration; 0 is any free port. */
export function readPort(variable: string | undefined, configured: number): Result<number> {
  if (variable === undefined) return ok(configured)
  const port = /^\d{1,5}$/.test(variable) ? Number(variable) : Number.NaN
  if (port <= 65_535) return ok(port)
  return fail({
    code: 'bad-request',
    title: `PORT is not a port: ${JSON.stringify(variable)}`,
    detail: null,
    remedy: 'Use a whole number from 0 to 65535, or leave it unset.',
  })
}
