import { execFileSync } from 'node:child_process'
import type { DemoProcess } from '../../scripts/demo/demo-process.ts'

/** Kills Lockstep's process without a word, as a crash or a lost machine does; the demo's supervisor starts it again. */
export const killLockstep = (demo: DemoProcess): void => {
  const processes = execFileSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' })
  const children = processes
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number))
    .flatMap(([pid, parent]) => (parent === demo.pid && pid !== undefined ? [pid] : []))
  if (children.length === 0) throw new Error('Lockstep does not run')
  for (const pid of children) process.kill(pid, 'SIGKILL')
}
