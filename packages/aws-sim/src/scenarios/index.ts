import { flaggedApp } from './flagged-app.ts'
import { fleet } from './fleet.ts'
import { pairedApp } from './paired-app.ts'

/** The worlds that a simulator can begin with, by name. */
export const scenarios = { 'paired-app': pairedApp, 'flagged-app': flaggedApp, fleet } as const
