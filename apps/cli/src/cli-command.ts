import { parseArgs, type ParseArgsConfig } from 'node:util'
import type { Variables } from '@lockstep/bff/config/references'
import type { Output } from './output.ts'

/** What a command gets besides its arguments. */
export type CommandContext = { readonly variables: Variables; readonly output: Output }

/** One command of the program. `execute` reads the arguments behind its name, and gives the exit code. */
export type CliCommand = {
  readonly name: string
  readonly usage: string
  readonly execute: (args: readonly string[], context: CommandContext) => Promise<number>
}

type Options = Readonly<Record<string, { readonly type: 'string' | 'boolean'; readonly multiple?: boolean }>>
type ValueOf<Option> = Option extends { multiple: true }
  ? readonly string[]
  : Option extends { type: 'boolean' }
    ? boolean
    : string
/** What was given for each option; only those that are required are always there. */
export type Values<Known extends Options, Required extends keyof Known = never> = {
  readonly [Name in keyof Known]: Name extends Required
    ? ValueOf<Known[Name]>
    : ValueOf<Known[Name]> | undefined
}

/**
 * Makes a command of its name, its help, its options and what it does. Wrong arguments never reach `run`: they are
 * explained with the command's own help, and end with 2.
 *
 * @example
 * defineCommand({ name: 'validate', usage, options: { config: { type: 'string' } }, required: ['config'],
 *   run: ({ values }, { output }) => … })
 */
export function defineCommand<const Known extends Options, const Required extends keyof Known = never>({
  name,
  usage,
  options,
  required = [],
  operands = [],
  refused,
  run,
}: {
  readonly name: string
  readonly usage: string
  readonly options: Known
  readonly required?: readonly Required[]
  /** Names of what must be given without an option, in their order, such as `DIST`. */
  readonly operands?: readonly string[]
  /** Told of wrong arguments as well, for a command that has an answer besides words. */
  readonly refused?: (message: string, args: readonly string[], output: Output) => Promise<void>
  readonly run: (
    given: { readonly values: Values<Known, Required>; readonly operands: readonly string[] },
    context: CommandContext,
  ) => Promise<number>
}): CliCommand {
  return {
    name,
    usage,
    execute: async (args, context) => {
      const parsed = parse(args, options)
      if (parsed.ok && parsed.help) {
        context.output.out(`Usage:\n${usage}`)
        return 0
      }
      const message = parsed.ok ? complaint(parsed, required, operands) : parsed.message
      if (!parsed.ok || message !== null) {
        context.output.err(`lockstep ${name}: ${message}\n\nUsage:\n${usage}`)
        await refused?.(message ?? '', args, context.output)
        return 2
      }
      // `parseArgs` gives what the options say, and `complaint` found every required one.
      const values = parsed.values as Values<Known, Required>
      return run({ values, operands: parsed.positionals }, context)
    },
  }
}

type Parsed =
  | {
      readonly ok: true
      readonly help: boolean
      readonly values: Readonly<Record<string, unknown>>
      readonly positionals: readonly string[]
    }
  | { readonly ok: false; readonly message: string }

function parse(args: readonly string[], known: Options): Parsed {
  const options: ParseArgsConfig['options'] = { ...known, help: { type: 'boolean', short: 'h' } }
  try {
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true })
    return { ok: true, help: values['help'] === true, values, positionals }
  } catch (error) {
    return { ok: false, message: error instanceof Error ? error.message : 'the arguments cannot be read' }
  }
}

function complaint(
  { values, positionals }: Extract<Parsed, { ok: true }>,
  required: readonly PropertyKey[],
  operands: readonly string[],
): string | null {
  const missing = required.find((option) => values[String(option)] === undefined)
  if (missing !== undefined) return `--${String(missing)} is needed`
  if (positionals.length > operands.length)
    return `unexpected argument ${positionals.slice(operands.length).join(' ')}`
  const operand = operands[positionals.length]
  return operand === undefined ? null : `${operand} is needed`
}
