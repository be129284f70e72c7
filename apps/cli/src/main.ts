import { config } from 'zod'
import { createCheckCommand } from './check/check-command.ts'
import { createPaint } from './output.ts'
import { run } from './run.ts'
import { stampCommand } from './stamp-command.ts'
import { validateCommand } from './validate-command.ts'

// A command reads each document once: to compile a reader for it costs more than it saves.
config({ jitless: true })

const { stdout, stderr } = process
// A reader that has seen enough, such as `head`, is no failure.
stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
})

/** All commands, in the order of the help. What a command needs is loaded only when it runs. */
const commands = [
  createCheckCommand(async () => (await import('./check/open-looker.ts')).openLooker),
  validateCommand,
  stampCommand,
]

process.exitCode = await run(commands, process.argv.slice(2), {
  variables: process.env,
  output: {
    out: (text) => void stdout.write(text),
    err: (text) => void stderr.write(text),
    paint: createPaint(stdout.isTTY, process.env),
    width: stdout.isTTY ? stdout.columns : null,
  },
})
