import type { CliCommand, CommandContext } from './cli-command.ts'

/** Runs the command that the arguments name, and gives its exit code. Without one, or with an unknown one, 2. */
export async function run(
  commands: readonly CliCommand[],
  args: readonly string[],
  context: CommandContext,
): Promise<number> {
  const [name, ...others] = args
  const help = usageOf(commands)
  if (name === 'help' || name === '--help' || name === '-h') {
    context.output.out(help)
    return 0
  }
  const command = commands.find((known) => known.name === name)
  if (command !== undefined) return command.execute(others, context)
  const message = name === undefined ? 'no command given' : `unknown command ${name}`
  context.output.err(`lockstep: ${message}\n\n${help}`)
  return 2
}

const usageOf = (commands: readonly CliCommand[]): string =>
  `Usage:\n${commands.map(({ usage }) => usage).join('')}`
