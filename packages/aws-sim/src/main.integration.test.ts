import { spawn, type ChildProcessByStdio } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { afterEach, expect, test } from 'vitest'

type Child = ChildProcessByStdio<null, Readable, Readable>
const children: Child[] = []

function run(...options: string[]): Child {
  const main = new URL('main.ts', import.meta.url).pathname
  const child = spawn(process.execPath, [main, '--port', '0', ...options], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  children.push(child)
  return child
}

async function readLine(stream: Readable): Promise<string> {
  const [line] = (await once(createInterface(stream), 'line')) as [string]
  return line
}

afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
})

test('it says where it listens, answers there, and ends cleanly when told to', async () => {
  const child = run('--scenario', 'empty')
  const line = await readLine(child.stdout)
  const url = /^AWS is simulated at (http:\/\/127\.0\.0\.1:\d+)$/.exec(line)?.[1]
  const clock: unknown = await (await fetch(`${url}/_sim/clock`)).json()
  expect(clock).toMatchObject({ mode: 'running' })
  child.kill('SIGTERM')
  expect(await once(child, 'exit')).toEqual([0, null])
})

test.each([
  [['--scenario', 'nowhere'], '--scenario must be one of paired-app, flagged-app, fleet, empty.'],
  [['--pace', 'ludicrous'], '--pace must be one of real, demo, fast, story.'],
  [['--seed', 'x'], '--seed must be a number, 0 or more.'],
])('it refuses %j in words', async (options, message) => {
  const child = run(...options)
  const [line, [code]] = await Promise.all([readLine(child.stderr), once(child, 'exit')])
  expect(line).toBe(message)
  expect(code).toBe(2)
})

test('it says how it is called, when asked and when it is called wrong', async () => {
  const asked = run('--help')
  const [usage, [well]] = await Promise.all([readLine(asked.stdout), once(asked, 'exit')])
  expect(usage).toBe('npm run sim -- [options]')
  expect(well).toBe(0)
  const wrong = run('--sped', '2')
  const [line, [code]] = await Promise.all([readLine(wrong.stderr), once(wrong, 'exit')])
  expect(line).toContain("Unknown option '--sped'")
  expect(code).toBe(2)
})
