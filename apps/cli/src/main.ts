import { openChecker } from './open-checker.ts'
import { createPaint } from './output.ts'
import { run } from './run.ts'

const { stdout, stderr } = process
// A reader that has seen enough, such as `head`, is no failure.
stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
})

process.exitCode = await run(process.argv.slice(2), process.env, openChecker, {
  out: (text) => void stdout.write(text),
  err: (text) => void stderr.write(text),
  paint: createPaint(stdout.isTTY, process.env),
  width: stdout.isTTY ? stdout.columns : null,
})
