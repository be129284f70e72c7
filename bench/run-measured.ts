import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'

export type MeasuredRun = {
  readonly seconds: number
  /** Of all processors, in the program and in the kernel for it. */
  readonly processorSeconds: number
  readonly peakMegabytes: number
}

/** What the kernel has counted for a process so far. Zeroes where there is no /proc, or no such process any more. */
function countedFor(pid: number): { processorSeconds: number; peakMegabytes: number } {
  try {
    const peak = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))
    // After the name, which may hold spaces: fields 3 and on; 14 and 15 are the ticks of the program and the kernel.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
    const ticks = Number(fields[11] ?? 0) + Number(fields[12] ?? 0)
    return { processorSeconds: ticks / 100, peakMegabytes: Number(peak?.[1] ?? 0) / 1000 }
  } catch {
    return { processorSeconds: 0, peakMegabytes: 0 }
  }
}

/** Runs a command to its end and measures it from start to exit, looking 50 times a second. Rejects when it fails. */
export async function runMeasured(
  command: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<MeasuredRun> {
  const start = performance.now()
  const child = spawn(command, args, { env: { ...process.env, ...env }, stdio: ['ignore', 'ignore', 'pipe'] })
  let peakMegabytes = 0
  let processorSeconds = 0
  let errors = ''
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()))
  const sample = setInterval(() => {
    const counted = countedFor(child.pid ?? 0)
    peakMegabytes = Math.max(peakMegabytes, counted.peakMegabytes)
    processorSeconds = Math.max(processorSeconds, counted.processorSeconds)
  }, 20)
  try {
    const code = await new Promise<number | null>((resolve, reject) => {
      child.on('error', reject)
      child.on('close', resolve)
    })
    if (code !== 0) throw new Error(`${command} ended with ${code}: ${errors.slice(-500)}`)
  } finally {
    clearInterval(sample)
  }
  return { seconds: (performance.now() - start) / 1000, processorSeconds, peakMegabytes }
}
