import type { Variables } from '@lockstep/bff/config/references'
import { check } from './check.ts'
import type { OpenChecker } from './check.ts'
import { parseCommandLine, usage } from './command-line.ts'
import type { Output } from './output.ts'
import { validate } from './validate.ts'

/** Runs one command and gives its exit code. */
export async function run(
  args: readonly string[],
  variables: Variables,
  openChecker: OpenChecker,
  output: Output,
): Promise<number> {
  const parsed = parseCommandLine(args)
  if (!parsed.ok) {
    output.err(`lockstep: ${parsed.message}\n\n${usage}`)
    return 2
  }
  const { command } = parsed
  switch (command.name) {
    case 'help':
      output.out(usage)
      return 0
    case 'validate':
      return validate(command.config, variables, output)
    case 'check':
      return check(command, variables, openChecker, output)
  }
}
