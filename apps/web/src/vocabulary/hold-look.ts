import type { VersionHold } from '@lockstep/shared-types/version-hold'
import type { Tone } from '../ui/tones.ts'

/** Marks a version wherever it is listed. */
export const holdLook = {
  failed: { tone: 'bad', text: 'Failed here' },
  'rolled-back': { tone: 'bad', text: 'Rolled back here' },
  'broken-off': { tone: 'warn', text: 'Broken off here' },
} as const satisfies Record<VersionHold['how'], { readonly tone: Tone; readonly text: string }>
