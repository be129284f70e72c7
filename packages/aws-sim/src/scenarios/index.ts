import { pairedApp } from './paired-app.ts'

/** The worlds that a simulator can begin with, by name. */
export const scenarios = { 'paired-app': pairedApp } as const
