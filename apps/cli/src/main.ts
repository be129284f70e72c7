import { openChecker } from './open-checker.ts'
import { createPaint } from './output.ts'
import { run } from './run.ts'

const { stdout, stderr } = process
process.exitCode = await run(process.argv.slice(2), process.env, openChecker, {
  out: (text) => void stdout.write(text),
  err: (text) => void stderr.write(text),
  paint: createPaint(stdout.isTTY, process.env),
  width: stdout.isTTY ? stdout.columns : null,
})
