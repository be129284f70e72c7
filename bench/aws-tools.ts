import { spawnSync } from 'node:child_process'
import { delimiter, dirname } from 'node:path'

/**
 * A `PATH` on which `aws` and `python3` are the programs themselves: what pyenv puts before them costs each call a
 * good part of a second, which is none of theirs.
 */
export function pathOfAwsTools(): string {
  const path = process.env['PATH'] ?? ''
  const found = spawnSync('pyenv', ['which', 'aws'], { encoding: 'utf8' })
  return found.status === 0 ? `${dirname(found.stdout.trim())}${delimiter}${path}` : path
}
