import { config } from 'zod'
import { createCheckCommand } from './check/check-command.ts'
import { createPaint, createWriter } from './output.ts'
import { run } from './run.ts'
import { stampCommand } from './stamp-command.ts'
import { validateCommand } from './validate-command.ts'

// A command reads each document once: to compile a reader for it costs more than it saves.
config({ jitless: true })

const { stdout, stderr } = process
/** What nobody can read was not told, whatever was found. */
let unwritten = false
const out = createWriter(stdout, (why) => {
  unwritten = true
  stderr.write(`lockstep: the answer could not be written: ${why}.\n`)
  process.exitCode = 2
})

/** All commands, in the order of the help. What a command needs is loaded only when it runs. */
const commands = [
  createCheckCommand(async () => (await import('./check/open-looker.ts')).openLooker),
  validateCommand,
  stampCommand,
]

async function main(): Promise<void> {
  const exitCode = await run(commands, process.argv.slice(2), {
    variables: process.env,
    output: {
      out,
      err: (text) => void stderr.write(text),
      paint: createPaint(stdout.isTTY, process.env),
      width: stdout.isTTY ? stdout.columns : null,
    },
  })
  process.exitCode = unwritten ? 2 : exitCode
}

// Not awaited here: the bundle is CommonJS, see build.mjs.
void main()
