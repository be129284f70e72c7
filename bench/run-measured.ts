import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'

export type MeasuredRun = { readonly seconds: number; readonly peakMegabytes: number }

/** The highest resident size so far; the kernel keeps it. Zero where there is no /proc. */
function peakMegabytes(pid: number): number {
  try {
    const found = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))
    return Number(found?.[1] ?? 0) / 1000
  } catch {
    return 0
  }
}

/** Runs a command to its end and measures wall time from start to exit, and peak memory. Rejects when it fails. */
export async function runMeasured(
  command: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<MeasuredRun> {
  const start = performance.now()
  const child = spawn(command, args, { env: { ...process.env, ...env }, stdio: ['ignore', 'ignore', 'pipe'] })
  let peak = 0
  let errors = ''
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()))
  const sample = setInterval(() => (peak = Math.max(peak, peakMegabytes(child.pid ?? 0))), 20)
  try {
    const code = await new Promise<number | null>((resolve, reject) => {
      child.on('error', reject)
      child.on('close', resolve)
    })
    if (code !== 0) throw new Error(`${command} ended with ${code}: ${errors.slice(-500)}`)
  } finally {
    clearInterval(sample)
  }
  return { seconds: (performance.now() - start) / 1000, peakMegabytes: peak }
}
