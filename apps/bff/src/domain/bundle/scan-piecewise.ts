import { setImmediate as letOthersGo } from 'node:timers/promises'
import { scanScript, type ScriptFacts } from './scan-script.ts'
import type { Wanted } from './wanted.ts'

/** Scans a script piece by piece: a large one must not hold up everything else. */
export async function scanPiecewise(text: string, wanted: Wanted): Promise<ScriptFacts> {
  const work = scanScript(text, wanted)
  for (;;) {
    const step = work.next()
    if (step.done === true) return step.value
    await letOthersGo()
  }
}
