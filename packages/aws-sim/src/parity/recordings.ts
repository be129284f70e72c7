import { readFileSync, writeFileSync } from 'node:fs'
import type { Recording } from './run-suite.ts'

export type Side = 'simulator' | 'moto' | 'aws'

const fileOf = (side: Side): URL => new URL(`./recorded/${side}.json`, import.meta.url)

/** What a side answered when it was last asked; null when that was never recorded. */
export function readRecording(side: Side): Recording | null {
  const { answers } = JSON.parse(readFileSync(fileOf(side), 'utf8')) as { answers: Recording | null }
  return answers
}

export function writeRecording(side: Side, about: string, answers: Recording): void {
  writeFileSync(fileOf(side), `${JSON.stringify({ about, answers }, null, 2)}\n`)
}
