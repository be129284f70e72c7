import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** The demo's configuration with a monitor that hardly ever looks, so that what is measured runs alone. */
export function writeCalmConfiguration(folder: string): string {
  const demo = readFileSync(new URL('../../lockstep.demo.yaml', import.meta.url), 'utf8')
  const calm = demo
    .replace(/(interval|activeInterval): \d+s$/gm, '$1: 1h')
    .replace(/staleAfter: .*$/gm, 'staleAfter: 2h')
  const file = join(folder, 'lockstep.yaml')
  writeFileSync(file, calm)
  return file
}
